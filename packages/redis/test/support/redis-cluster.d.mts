/** A cluster of so many masters on this machine, with all slots. */
export function startRedisCluster(size: number): Promise<{ readonly urls: string[]; close(): Promise<void> }>;
