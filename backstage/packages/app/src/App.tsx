import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import finopsPlugin from '@rosetta-finops/backstage-plugin-finops';
import { appModule } from './appModule';

export const app = createApp({
  features: [finopsPlugin, catalogPlugin, userSettingsPlugin, appModule],
});
