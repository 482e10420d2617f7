export { type ReadInvoice, readInvoiceData } from './read/read-invoice-data.js';
