import { SignInPage } from '@backstage/core-components';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { oidcAuthApiRef } from './oidc';

const provider = {
  id: 'oidc',
  title: 'OpenID Connect',
  message: '',
  apiRef: oidcAuthApiRef,
};

export const signInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => props => <SignInPage {...props} provider={provider} />,
  },
});
