import { useRead } from '../api/useRead';

const ADMINISTERS = [
  'Rosetta_FinOps_Admin',
  'Rosetta_Referentiel_Admin',
  'Rosetta_Admin',
];

/** Whether the API lets this person see the admin's part; what they may do there is decided by the API at each request. */
export function useAdministers(): boolean {
  const roles = useRead('/v1/local/me', {}).data?.data.roles ?? [];
  return roles.some(role => ADMINISTERS.includes(role));
}
