// Loaded on use through this module: bundles that are split into chunks expose a directly imported CommonJS module only
// as `default`.
export { DOMParser } from '@xmldom/xmldom';
