import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A JSON schema of the contract, as far as the tools look into it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly nullable?: boolean;
  readonly [fact: string]: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Media {
  readonly schema?: Schema;
}

export interface ContractResponse {
  readonly description?: string;
  readonly content?: Readonly<Record<string, Media>>;
}

export interface ContractOperation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, ContractResponse>>;
  readonly security?: readonly unknown[];
  readonly 'x-rate-limits'?: {
    readonly perSecond?: number;
    readonly perMinute?: number;
    readonly perHour?: number;
  };
  readonly 'x-limit-group'?: string;
  readonly 'x-required-permissions'?: readonly string[];
  readonly 'x-error-codes'?: readonly number[];
  readonly 'x-safe-to-repeat'?: boolean;
}

export interface Contract {
  readonly info?: { readonly version?: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, ContractOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export const contractFile = fileURLToPath(new URL('../../../openapi/ksef.json', import.meta.url));

export function readContract(file: string = contractFile): Contract {
  return JSON.parse(readFileSync(file, 'utf8')) as Contract;
}

/** Every operation with its method (upper case) and path. */
export function* operationsOf(
  contract: Contract,
): Generator<{ method: string; path: string; operation: ContractOperation }> {
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const [method, operation] of Object.entries(methods))
      yield { method: method.toUpperCase(), path, operation };
  }
}
