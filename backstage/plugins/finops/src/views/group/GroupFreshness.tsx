import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link } from '@backstage/ui';
import { useGroupLinks } from '../../filters/useGroupLinks';
import { useFormats } from '../../figures/useFormats';
import { FreshnessLine, type DatedMeta } from '../../states/Freshness';
import styles from './group.module.css';
import { byEntity, type MissingEntity, type MissingMonth } from './missing';
import { groupTranslationRef } from './translation';

/** What every answer with the group's costs says of itself. */
export interface GroupMeta extends DatedMeta {
  release: number | null;
  missing: readonly MissingMonth[];
  comparedWith?: { to: string; missing: readonly MissingMonth[] } | null;
}

/** When the figures were published, and who is not in them: above every figure of the group. */
export function GroupFreshness({ meta }: { meta: GroupMeta }) {
  const { t } = useTranslationRef(groupTranslationRef);
  const missing = byEntity(meta.missing);
  return (
    <>
      <FreshnessLine
        meta={meta}
        lacking={
          missing.length > 0
            ? t('missing.short', { count: missing.length })
            : ''
        }
      >
        {meta.release !== null && (
          <span>{t('release', { version: String(meta.release) })}</span>
        )}
      </FreshnessLine>
      <Missing meta={meta} missing={missing} />
    </>
  );
}

function Missing({
  meta,
  missing,
}: {
  meta: GroupMeta;
  missing: readonly MissingEntity[];
}) {
  const { t } = useTranslationRef(groupTranslationRef);
  const formats = useFormats();
  const links = useGroupLinks();
  const before = byEntity(meta.comparedWith?.missing ?? []);
  if (missing.length === 0 && before.length === 0) {
    return null;
  }
  const title =
    missing.length > 0
      ? t('missing.title', { count: missing.length })
      : t('missing.titleBefore');
  return (
    <Alert
      role="note"
      aria-label={title}
      icon
      status="warning"
      title={title}
      description={
        <ul className={styles.missing}>
          {missing.map(entity => (
            <li key={entity.entityId}>
              <Link href={links.entity(entity.entityId)}>
                {entity.entityLabel}
              </Link>
              {': '}
              <Lacking of={entity} />
            </li>
          ))}
          {before.length > 0 && meta.comparedWith && (
            <li>
              {t('missing.before', {
                month: formats.month(meta.comparedWith.to),
                entities: before
                  .map(({ entityLabel }) => entityLabel)
                  .join(', '),
              })}
            </li>
          )}
        </ul>
      }
      customActions={
        <Link href={links.completeness()}>{t('completeness.title')}</Link>
      }
    />
  );
}

function Lacking({ of: { absent, partial } }: { of: MissingEntity }) {
  const { t } = useTranslationRef(groupTranslationRef);
  const formats = useFormats();
  const said = [
    ...(absent.length > 0
      ? [
          t('missing.absent', {
            months: absent.map(formats.month).join(', '),
          }),
        ]
      : []),
    ...partial.map(({ period, domains }) =>
      t('missing.partial', {
        month: formats.month(period),
        domains: domains.map(({ domainLabel }) => domainLabel).join(', '),
      }),
    ),
  ];
  return <>{said.join('; ')}</>;
}
