import { createBackendModule } from '@backstage/backend-plugin-api';
import { oidcAuthenticator } from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  authProvidersExtensionPoint,
  createOAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/**
 * Sign-in with the company's OpenID provider: whoever the provider calls `adam` is the catalog's `user:default/adam`, who
 * owns what the catalog says. Those groups are what query_api takes roles from.
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'oidc-by-subject',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'oidc',
          factory: createOAuthProviderFactory({
            authenticator: oidcAuthenticator,
            signInResolver: ({ result }, context) =>
              context.signInWithCatalogUser({
                entityRef: { name: result.fullProfile.userinfo.sub },
              }),
          }),
        });
      },
    });
  },
});
