import { useApi } from '@backstage/frontend-plugin-api';
import { finopsApiRef } from '../api/FinopsApi';
import { useRead, type Read } from '../api/useRead';

/** Parts of the admin's screens, by the role that the API asks for. */
export type AdminPart = 'finops' | 'referential';

const ALLOWED: Record<AdminPart, readonly string[]> = {
  finops: ['Rosetta_FinOps_Admin', 'Rosetta_Admin'],
  referential: ['Rosetta_Referentiel_Admin', 'Rosetta_Admin'],
};

/** Who one is here, and the parts that the API lets them see; what they may do there is decided by the API at each request. */
export function useMe(): {
  read: Read<'/v1/local/me'>;
  administers: (part: AdminPart) => boolean;
} {
  const read = useRead('/v1/local/me', {});
  const roles = read.data?.data.roles ?? [];
  return {
    read,
    administers: part => roles.some(role => ALLOWED[part].includes(role)),
  };
}

/** Whether the API lets this person see any of the admin's part. */
export function useAdministers(): boolean {
  const { administers } = useMe();
  return administers('finops') || administers('referential');
}

const GROUP: readonly string[] = ['Rosetta_Group', 'Rosetta_Admin'];

/** Whether there is a group, and whether its API lets this person see it; where there is none, nothing is asked. */
export function useGroup(): {
  isThere: boolean;
  read: Read<'/v1/group/me'>;
  reads: boolean;
} {
  const isThere = useApi(finopsApiRef).client.hasGroup;
  const read = useRead('/v1/group/me', {}, { enabled: isThere });
  const roles = read.data?.data.roles ?? [];
  return { isThere, read, reads: roles.some(role => GROUP.includes(role)) };
}
