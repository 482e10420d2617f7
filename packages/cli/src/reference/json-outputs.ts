import type { JsonOutput } from '../json/json-fields.js';
import { explainJson, sessionsJson, statusJson, upoJson } from '../run/after-sending/json.js';
import { listIdentifiersJson, newIdentifiersJson, showIdentifiersJson } from '../run/collective/json.js';
import {
  limitsJson,
  listCertificatesJson,
  listTokensJson,
  loginJson,
  logoutJson,
  newCertificateJson,
  newTokenJson,
  profilesJson,
  renewCertificateJson,
  revokeCertificateJson,
  revokeTokenJson,
  useJson,
  whoamiJson,
} from '../run/credentials/json.js';
import { doctorJson } from '../run/doctor/json.js';
import {
  buildJson,
  correctJson,
  offlineDeadlinesJson,
  qrJson,
  readJson,
  renderJson,
  validateJson,
} from '../run/documents/json.js';
import { emulatorJson, stopEmulatorJson } from '../run/emulator-json.js';
import { issueJson, latarniaJson, sendOfflineJson } from '../run/offline/json.js';
import {
  attachmentsJson,
  grantedJson,
  listPermissionsJson,
  revokePermissionJson,
  rolesJson,
} from '../run/permissions/json.js';
import { exportJson, getJson, listJson, syncJson } from '../run/receiving/json.js';
import { reconcileJson } from '../run/receiving/reconcile/json.js';
import { sendJson } from '../run/send/json.js';

/** What `--json` prints, by command. A command that is not here prints none: its output belongs to another program. */
export const jsonOutputs: Readonly<Record<string, readonly JsonOutput[]>> = {
  login: loginJson,
  logout: logoutJson,
  whoami: whoamiJson,
  profiles: profilesJson,
  use: useJson,
  send: sendJson,
  status: statusJson,
  sessions: sessionsJson,
  upo: upoJson,
  list: listJson,
  get: getJson,
  sync: syncJson,
  export: exportJson,
  reconcile: reconcileJson,
  validate: validateJson,
  build: buildJson,
  correct: correctJson,
  read: readJson,
  pdf: renderJson,
  html: renderJson,
  qr: qrJson,
  'collective new': newIdentifiersJson,
  'collective show': showIdentifiersJson,
  'collective list': listIdentifiersJson,
  'token new': newTokenJson,
  'token list': listTokensJson,
  'token revoke': revokeTokenJson,
  'cert new': newCertificateJson,
  'cert renew': renewCertificateJson,
  'cert list': listCertificatesJson,
  'cert revoke': revokeCertificateJson,
  'permissions list': listPermissionsJson,
  'permissions grant': grantedJson,
  'permissions authorize': grantedJson,
  'permissions grant-unit': grantedJson,
  'permissions revoke': revokePermissionJson,
  'permissions roles': rolesJson,
  'permissions attachments': attachmentsJson,
  limits: limitsJson,
  latarnia: latarniaJson,
  'offline deadlines': offlineDeadlinesJson,
  'offline issue': issueJson,
  'offline send': sendOfflineJson,
  explain: explainJson,
  doctor: doctorJson,
  emulator: emulatorJson,
  'emulator stop': stopEmulatorJson,
};
