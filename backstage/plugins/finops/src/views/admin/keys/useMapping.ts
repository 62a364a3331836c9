import { useState } from 'react';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ApiProblem } from '../../../api/problem';
import type { components } from '../../../api/schema';
import { useWrite } from '../../../api/useWrite';

/** What a source calls an application or a product. */
export interface Alias {
  kind: 'application' | 'product';
  sourceSystem: string;
  foreignKey: string;
  /** What it stands for until now. */
  standing?: { id: string; label: string };
}

export interface MapRequest {
  alias: Alias;
  /** Of the application or product. */
  id: string;
  reason: string;
}

export interface Done {
  alias: Alias;
  label: string;
  runAgain: components['schemas']['RunAgain'];
}

/** The mapping of a list's keys: one for the list, so that what came of it stays when its row goes. */
export interface Mapping {
  write: UseMutationResult<Done, ApiProblem, MapRequest>;
  done: Done | undefined;
  setDone: (done: Done | undefined) => void;
}

const PATHS = {
  application: '/v1/local/admin/referential/aliases',
  product: '/v1/local/admin/referential/product-aliases',
} as const;

export function useMapping(): Mapping {
  const [done, setDone] = useState<Done>();
  const write = useWrite<MapRequest, Done>(
    async (client, { alias, id, reason }, idempotencyKey) => {
      const { kind, sourceSystem, foreignKey, standing } = alias;
      const key = { sourceSystem, foreignKey, reason };
      if (kind === 'application') {
        const body = { ...key, applicationId: id };
        const { data } = await client.write('post', PATHS.application, {
          params: {},
          body,
          idempotencyKey,
        });
        return { alias, label: data.applicationLabel, runAgain: data.runAgain };
      }
      // Nothing that stands is changed but by who says what it stood for.
      const body = { ...key, productId: id, replaces: standing?.id };
      const { data } = await client.write('post', PATHS.product, {
        params: {},
        body,
        idempotencyKey,
      });
      return { alias, label: data.productLabel, runAgain: data.runAgain };
    },
  );
  return { write, done, setDone };
}
