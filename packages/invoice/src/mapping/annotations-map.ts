import type { Annotations, NewVehicle } from '../data/annotations.js';
import { type FieldMap, type FormObject, fromForm, listToForm, nameOf, toForm } from './field-map.js';

const vehicleMap: FieldMap<NewVehicle> = [
  ['firstUse', 'P_22A'],
  ['line', 'P_NrWierszaNST', 'decimal'],
  ['make', 'P_22BMK'],
  ['model', 'P_22BMD'],
  ['colour', 'P_22BK'],
  ['registration', 'P_22BNR'],
  ['year', 'P_22BRP'],
  ['mileage', 'P_22B'],
  ['vin', 'P_22B1'],
  ['bodyNumber', 'P_22B2'],
  ['chassisNumber', 'P_22B3'],
  ['frameNumber', 'P_22B4'],
  ['type', 'P_22BT'],
  ['vesselHours', 'P_22C'],
  ['hullNumber', 'P_22C1'],
  ['aircraftHours', 'P_22D'],
  ['serialNumber', 'P_22D1'],
];
const margins = {
  travel: 'P_PMarzy_2',
  secondHand: 'P_PMarzy_3_1',
  art: 'P_PMarzy_3_2',
  collectables: 'P_PMarzy_3_3',
} as const;

/** All annotations: the form also requires a statement about those that do not apply. */
export function annotationsToForm(annotations: Annotations, hasReverseCharge: boolean): FormObject {
  const { exemption, newVehicles, margin } = annotations;
  return {
    P_16: yesNo(annotations.isCashAccounting),
    P_17: yesNo(annotations.isSelfBilling),
    P_18: yesNo(annotations.isReverseCharge ?? hasReverseCharge),
    P_18A: yesNo(annotations.isSplitPayment),
    Zwolnienie: exemption === undefined ? { P_19N: '1' } : { P_19: '1', ...exemptionToForm(exemption) },
    NoweSrodkiTransportu:
      newVehicles === undefined
        ? { P_22N: '1' }
        : {
            P_22: '1',
            P_42_5: yesNo(newVehicles.hasArt42Duty),
            NowySrodekTransportu: listToForm(
              newVehicles.vehicles,
              'annotations.newVehicles.vehicles',
              (vehicle, path) => toForm(vehicle, vehicleMap, path),
            ),
          },
    P_23: yesNo(annotations.isTriangular),
    PMarzy: margin === undefined ? { P_PMarzyN: '1' } : { P_PMarzy: '1', [margins[margin]]: '1' },
  };
}

function exemptionToForm(exemption: NonNullable<Annotations['exemption']>): FormObject {
  if ('act' in exemption) return { P_19A: exemption.act };
  return 'directive' in exemption ? { P_19B: exemption.directive } : { P_19C: exemption.other };
}

function yesNo(value: boolean | undefined): '1' | '2' {
  return value === true ? '1' : '2';
}

/** Annotations that apply. */
export function annotationsFromForm(object: object): Annotations {
  const form = object as FormObject &
    Record<'Zwolnienie' | 'NoweSrodkiTransportu' | 'PMarzy', FormObject | undefined>;
  const { Zwolnienie = {}, NoweSrodkiTransportu = {}, PMarzy = {} } = form;
  const isSet = (name: string) => form[name] === '1';
  const marked = Object.keys(PMarzy).find((name) => name !== 'P_PMarzy' && name !== 'P_PMarzyN');
  const margin = nameOf(margins, marked);
  return {
    ...(isSet('P_16') ? { isCashAccounting: true } : {}),
    ...(isSet('P_17') ? { isSelfBilling: true } : {}),
    isReverseCharge: isSet('P_18'),
    ...(isSet('P_18A') ? { isSplitPayment: true } : {}),
    ...exemptionFromForm(Zwolnienie as Record<string, string | undefined>),
    ...(NoweSrodkiTransportu.P_22 === '1'
      ? {
          newVehicles: {
            hasArt42Duty: NoweSrodkiTransportu.P_42_5 === '1',
            vehicles: ((NoweSrodkiTransportu.NowySrodekTransportu ?? []) as object[]).map(
              (vehicle) => fromForm(vehicle, vehicleMap) as NewVehicle,
            ),
          },
        }
      : {}),
    ...(isSet('P_23') ? { isTriangular: true } : {}),
    ...(margin === undefined ? {} : { margin }),
  };
}

function exemptionFromForm(form: Record<string, string | undefined>): Pick<Annotations, 'exemption'> {
  const { P_19A, P_19B, P_19C } = form;
  if (P_19A !== undefined) return { exemption: { act: P_19A } };
  if (P_19B !== undefined) return { exemption: { directive: P_19B } };
  return P_19C === undefined ? {} : { exemption: { other: P_19C } };
}
