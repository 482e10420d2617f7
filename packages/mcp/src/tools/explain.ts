import { explainStatus, type StatusSubject } from '@ksef/validation/status';
import { z } from 'zod';
import { defineTool } from './tool.js';

const subjects: readonly StatusSubject[] = ['invoice', 'session', 'export', 'login', 'request'];

export const explain = defineTool({
  name: 'explain_status',
  title: 'Explain a status or error of KSeF',
  description:
    'Says what a status or error code of KSeF means, and what to do. The same code means different things for different subjects.',
  needsKsef: false,
  input: {
    code: z.number().int().min(1).max(99_999).describe('e.g. 440'),
    subject: z
      .enum(['invoice', 'session', 'export', 'login', 'request'])
      .optional()
      .describe('Of what; default: all that have it'),
    language: z.enum(['en', 'pl']).optional(),
  },
  async run(desk, { code, subject, language = desk.language }) {
    const found = (subject === undefined ? subjects : [subject])
      .map((of) => ({ of, ...explainStatus({ code }, of) }))
      .filter(({ isKnown }) => isKnown)
      .map(({ of, meaning, advice }) => ({
        subject: of,
        meaning: meaning[language],
        advice: advice[language],
      }));
    const about = found.length === 0 ? 'This release does not know the code.' : 'What the code means.';
    return { about, data: { code, explanations: found } };
  },
});
