import type { Route } from '../lib/route.js';
import { ClockPanel, KeysPanel } from './controls/clock-and-keys.js';
import { FaultsPanel } from './controls/faults.js';
import { LatarniaPanel } from './controls/latarnia.js';
import { LimitsPanel, MarkPanel, TimesPanel } from './controls/settings.js';
import { EndPanel, SeedPanel } from './controls/store.js';

/** Everything that the control API can change. */
export function ControlsView(_: { readonly route: Route }) {
  return (
    <>
      <h1>Controls</h1>
      <div class="panels">
        <ClockPanel />
        <SeedPanel />
        <FaultsPanel />
        <TimesPanel />
        <MarkPanel />
        <KeysPanel />
        <LimitsPanel />
        <LatarniaPanel />
        <EndPanel />
      </div>
    </>
  );
}
