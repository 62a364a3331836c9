import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { NONE } from '../../api/reserved';
import type { Answer } from '../../api/FinopsClient';
import { drawn, type Amount } from '../../api/amount';
import { useDomains } from '../../charts/useDomains';
import { Delta } from '../../figures/Delta';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import { useLinks, type Links } from '../../filters/useLinks';
import type { ListColumn } from '../../tables/ListTable';
import type { Level } from './orders';
import styles from './rankings.module.css';
import { rankingsTranslationRef } from './translation';

type Line = Answer<'/v1/local/rankings'>['data'][number];
type Row = Line & { id: string };

/** Lines of `(none)` and `unmapped` are one for each domain: their ids alone don't tell them apart. */
export function rowOf(line: Line): Row {
  const { domainId, familyId, productId, applicationId } = line;
  return {
    ...line,
    id: [applicationId, domainId, familyId, productId].join('/'),
  };
}

/** What a line is called, and where more is said of it. */
export function placeOf(
  line: Line,
  by: Level,
  links: Links,
): { label: string; href: string } {
  const id = line[`${by}Id`] ?? '';
  const label = line[`${by}Label`] ?? id;
  if (line.reserved && id !== NONE) {
    return { label, href: links.gaps() };
  }
  const domain = line.domainId ?? undefined;
  // INDIRECT costs have neither family nor product: they are their domain's.
  if (id === NONE && domain) {
    return { label: line.domainLabel ?? domain, href: links.domain(domain) };
  }
  switch (by) {
    case 'application':
      return { label, href: links.application(id) };
    case 'domain':
      return { label, href: links.domain(id) };
    case 'family':
      return { label, href: links.family(id, { domain }) };
    default: {
      const family = line.familyId ?? undefined;
      return { label, href: links.product(id, { domain, family }) };
    }
  }
}

export function useRankingColumns(
  by: Level,
  lines: readonly Line[],
): ListColumn<Row>[] {
  const { t } = useTranslationRef(rankingsTranslationRef);
  const formats = useFormats();
  const most = Math.max(...lines.map(line => drawn(line.share) ?? 0));
  const column = (
    id: string,
    label: string,
    cell: ListColumn<Row>['cell'],
  ): ListColumn<Row> => ({ id, label, cell, figure: true });
  return [
    column('rank', t('rank'), row =>
      row.rank === null ? (
        <span title={t('unranked')}>–</span>
      ) : (
        formats.exact(row.rank)
      ),
    ),
    {
      id: 'name',
      label: t('name'),
      heads: true,
      cell: row => <Name line={row} by={by} />,
    },
    column('cost', t('cost'), row => (
      <Money amount={row.cost} unpricedRows={row.unpricedRows} />
    )),
    column('previousCost', t('previousCost'), row =>
      row.previousCost === null ? '–' : <Money amount={row.previousCost} />,
    ),
    column('delta', t('delta'), row => <Delta of={row} short />),
    column('deltaPercent', t('deltaPercent'), row =>
      row.deltaPercent === null ? '–' : formats.signedPercent(row.deltaPercent),
    ),
    column('share', t('share'), row => <Share share={row.share} most={most} />),
    {
      id: 'status',
      label: t('status'),
      cell: ({ status }) =>
        status === null ? (
          '–'
        ) : (
          <span title={t(`hint.${status}`)}>{t(status)}</span>
        ),
    },
  ];
}

function Name({ line, by }: { line: Line; by: Level }) {
  const links = useLinks();
  const domains = useDomains();
  const { label, href } = placeOf(line, by, links);
  const beside =
    by === 'application'
      ? line.owner
      : [line.domainLabel, by === 'product' ? line.familyLabel : null]
          .filter(part => part && part !== label && part !== NONE)
          .join(' · ');
  return (
    <span className={styles.name}>
      {line.domainId && (
        <span
          className={styles.swatch}
          style={{ background: domains.colour(line.domainId) }}
          aria-hidden
        />
      )}
      <span className={line.reserved ? styles.reserved : undefined}>
        <Link href={href}>{label}</Link>
        {beside && <span className={styles.beside}>{beside}</span>}
      </span>
    </span>
  );
}

/** A share of the month's cost, as a figure, and as a length beside those listed with it. */
function Share({ share, most }: { share: Amount | null; most: number }) {
  const formats = useFormats();
  if (share === null) {
    return <>–</>;
  }
  const length = most > 0 ? Math.max(Number(share), 0) / most : 0;
  return (
    <span className={styles.share}>
      <span className={styles.track} aria-hidden>
        <span style={{ width: `${(length * 100).toFixed(1)}%` }} />
      </span>
      <span className={styles.shareFigure}>{formats.share(share)}</span>
    </span>
  );
}
