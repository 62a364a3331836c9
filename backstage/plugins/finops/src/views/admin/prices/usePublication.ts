import { useState } from 'react';
import type { components } from '../../../api/schema';
import { useWrite } from '../../../api/useWrite';
import type { View } from './versions';

export type Publication = components['schemas']['Publication'];

/**
 * The publication of a view's draft, for who stays on the page when there is no draft any more. By its checksum it is the draft
 * that was looked at, and not what somebody wrote in the meantime.
 */
export function usePublication(view: View, checksum: string | undefined) {
  const [restateRates, setRestateRates] = useState(false);
  const publication = useWrite(
    (client, reason: string | null, idempotencyKey) =>
      client.write(
        'post',
        '/v1/local/admin/pricing-views/{view}/draft/publication',
        {
          params: { path: { view: view.pricingViewId } },
          body: { reason: reason ?? '', checksum, restateRates },
          idempotencyKey,
        },
      ),
  );
  return { publication, restateRates, setRestateRates };
}

/** Deletes a view's draft. */
export function useDiscard(view: View) {
  return useWrite((client, _: string | null, idempotencyKey) =>
    client.write('delete', '/v1/local/admin/pricing-views/{view}/draft', {
      params: { path: { view: view.pricingViewId } },
      idempotencyKey,
    }),
  );
}
