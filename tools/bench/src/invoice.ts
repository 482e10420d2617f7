import { writeFa3 } from '@ksef/forms/fa3';
import { buildInvoice, type InvoiceData } from '@ksef/invoice';
import { readInvoiceData } from '@ksef/invoice/read';
import { type Figure, median, perCpuSecond } from './figure.js';

const rounds = 9;
const data: InvoiceData = {
  number: 'FV 1/2026',
  issueDate: '2026-02-01',
  seller: { nip: '5265877635', name: 'Sklep sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
  buyer: { nip: '1111111111', name: 'Klient S.A.', address: 'ul. Polna 2, 30-002 Kraków' },
  lines: Array.from({ length: 10 }, (_, index) => ({
    name: `Towar ${index}`,
    quantity: index + 1,
    unit: 'szt.',
    netPrice: `${index + 10}.99`,
    rate: index % 3 === 0 ? '8' : '23',
  })),
};

/** Invoices of ten lines a second: from data, and into data, against writing a finished model, which is part of it. */
export async function benchInvoice(): Promise<readonly Figure[]> {
  const { model, xml } = buildInvoice(data);
  const write = () => writeFa3(model);
  return [
    compare('buildInvoice of 10 lines', () => buildInvoice(data), write, 'at least 2000/s'),
    compare('readInvoiceData of 10 lines', () => readInvoiceData(xml), write, 'reported'),
  ];
}

function compare(what: string, ours: () => unknown, base: () => unknown, goal: string): Figure {
  const speeds = Array.from({ length: rounds }, () => [perCpuSecond(ours), perCpuSecond(base)] as const);
  return {
    what,
    measured: `${median(speeds.map(([own]) => own)).toFixed(0)}/s`,
    baseline: `${median(speeds.map(([, other]) => other)).toFixed(0)}/s (writeFa3 of the finished model)`,
    ratio: median(speeds.map(([own, other]) => own / other)),
    goal,
  };
}
