import type { Answer } from '../../api/FinopsClient';

export type MissingMonth =
  Answer<'/v1/group/dashboard'>['meta']['missing'][number];

export interface MissingEntity {
  entityId: string;
  entityLabel: string;
  /** Months of which nothing came. */
  absent: string[];
  /** Months that came without some of their domains. */
  partial: MissingMonth[];
}

/** What is missing, by entity, as the answer has them in order: those of which nothing came first. */
export function byEntity(missing: readonly MissingMonth[]): MissingEntity[] {
  const entities = new Map<string, MissingEntity>();
  for (const month of missing) {
    const { entityId, entityLabel, period, status } = month;
    const entity = entities.get(entityId) ?? {
      entityId,
      entityLabel,
      absent: [],
      partial: [],
    };
    entities.set(entityId, entity);
    if (status === 'missing') {
      entity.absent.push(period);
    } else {
      entity.partial.push(month);
    }
  }
  return [...entities.values()].sort(
    (one, other) =>
      Number(one.absent.length === 0) - Number(other.absent.length === 0),
  );
}
