export { getInvoiceUpo, sessionUpo, type Upo } from './upo.js';
