import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { oidcAuthApi } from './oidc';
import { signInPage } from './signInPage';

/** What this app has besides its plugins: who signs in, and how. */
export const appModule = createFrontendModule({
  pluginId: 'app',
  extensions: [oidcAuthApi, signInPage],
});
