export declare const generatedFile: string;
export declare function generatePage(): Promise<string>;
