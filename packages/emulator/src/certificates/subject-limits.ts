import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { identifiersOf } from '../subjects/index.js';
import { certificateStatus, certificatesOf, type EnrollmentRecord } from './records.js';
export interface SubjectLimits {
  readonly maxEnrollments: number;
  readonly maxCertificates: number;
}

// Source: limity/limity.md of the official guide.
const forNip: SubjectLimits = { maxEnrollments: 300, maxCertificates: 100 };
const forOthers: SubjectLimits = { maxEnrollments: 12, maxCertificates: 6 };

/** What a subject may have: the defaults of its kind, or what `/testdata/limits/subject/certificate` set. */
export function subjectLimits(kernel: Kernel, subject: SubjectIdentifier): SubjectLimits {
  const isNip = subject.type === 'Nip' || subject.type === 'PeppolId';
  return { ...(isNip ? forNip : forOthers), ...overrides(kernel).get(keyOf(subject)) };
}

export function setSubjectLimits(
  kernel: Kernel,
  subject: SubjectIdentifier,
  limits: Partial<SubjectLimits> | undefined,
): void {
  if (limits === undefined) overrides(kernel).delete(keyOf(subject));
  else overrides(kernel).set(keyOf(subject), limits);
}

/** Enrolments made and certificates held, those still in the making included. */
export function usageOf(kernel: Kernel, subject: SubjectIdentifier): SubjectLimits {
  const keys = identifiersOf(kernel, subject).map(keyOf);
  const mine = ({ subjectIdentifier }: { subjectIdentifier: SubjectIdentifier }) =>
    keys.includes(keyOf(subjectIdentifier));
  const enrollments = [...kernel.collection<EnrollmentRecord>('enrollments').values()].filter(mine);
  const held = [...certificatesOf(kernel).values()].filter(mine);
  return {
    maxEnrollments: enrollments.length,
    maxCertificates: held.filter((one) => certificateStatus(one, kernel.now()) === 'Active').length,
  };
}

function overrides(kernel: Kernel) {
  return kernel.collection<Partial<SubjectLimits>>('subject-limits');
}

function keyOf({ type, value }: SubjectIdentifier): string {
  return `${type}:${value}`;
}
