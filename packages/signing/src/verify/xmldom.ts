// Loaded on use through here: bundles cut in chunks give a module in CommonJS, imported as it is, as `default` alone.
export { DOMParser } from '@xmldom/xmldom';
