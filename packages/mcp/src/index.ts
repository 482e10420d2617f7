export { createMcpServer } from './create-mcp-server.js';
export type { McpServerOptions } from './mcp-server-options.js';
export { type ServeStdioOptions, serveStdio } from './serve-stdio.js';
