import type { Entity } from '@backstage/catalog-model';

/** Says of a component which application of FinOps it is. */
export const APPLICATION_ANNOTATION = 'rosetta-finops/application';

/** The application that a component says it is, if it says so. */
export function applicationIdOf(entity: Entity): string | undefined {
  return (
    entity.metadata.annotations?.[APPLICATION_ANNOTATION]?.trim() || undefined
  );
}

/** Whether a component says which application it is. */
export function isFinopsAvailable(entity: Entity): boolean {
  return applicationIdOf(entity) !== undefined;
}
