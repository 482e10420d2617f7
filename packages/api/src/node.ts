/// <reference types="node" />
export { createNodeFetch, type NodeFetchOptions, nodeFetch } from './node/node-fetch.js';
