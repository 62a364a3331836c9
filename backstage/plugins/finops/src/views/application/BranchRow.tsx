import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Link } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useDomains } from '../../charts/useDomains';
import { Delta } from '../../figures/Delta';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import styles from './application.module.css';
import { applicationTranslationRef } from './translation';
import type { Branch } from './tree';
import { isReserved, useLines } from './useLines';

/** Of INDIRECT costs: the part of the whole that the application bears. */
const COEFFICIENT = 'COEFFICIENT';

interface BranchRowProps {
  branch: Branch;
  open: boolean;
  onTurn: () => void;
}

/** One row of the tree, with what opens the rows below it. */
export function BranchRow({ branch, open, onTurn }: BranchRowProps) {
  const formats = useFormats();
  const { line, level } = branch;
  const { metric, quantity, unit, unitPrice, share } = line;
  const classes = [
    styles[`level${level}`],
    isReserved(line) && styles.reserved,
  ];
  return (
    <tr className={classes.filter(Boolean).join(' ')}>
      <th scope="row">
        <Name branch={branch} open={open} onTurn={onTurn} />
      </th>
      <td>
        <Money amount={line.cost} unpricedRows={line.unpricedRows} />
      </td>
      <td>{share !== null && formats.share(share)}</td>
      <td>
        <Delta of={line} />
      </td>
      <td>
        {quantity !== null && (
          <span title={formats.exact(quantity)}>
            {metric === COEFFICIENT
              ? formats.share(quantity)
              : `${formats.quantity(quantity)} ${unit ?? ''}`}
          </span>
        )}
      </td>
      <td>{unitPrice !== null && formats.exact(unitPrice)}</td>
    </tr>
  );
}

function Name({
  branch: { line, level, children },
  open,
  onTurn,
}: BranchRowProps) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const lines = useLines();
  const domains = useDomains();
  const label = lines.label(line);
  return (
    <span className={styles.name}>
      {children.length > 0 ? (
        <ButtonIcon
          size="small"
          variant="tertiary"
          aria-label={t('rowsOf', { label })}
          aria-expanded={open}
          icon={open ? <RiArrowDownSLine /> : <RiArrowRightSLine />}
          onPress={onTurn}
        />
      ) : (
        <span className={styles.leaf} />
      )}
      {level === 1 && (
        <span
          className={styles.swatch}
          style={{ background: domains.colour(line.domainId) }}
          aria-hidden
        />
      )}
      <Link href={lines.address(line)}>{label}</Link>
      {level === 1 && line.domainMode === 'INDIRECT' && (
        <span className={styles.mode} title={t('indirectHint')}>
          {t('indirect')}
        </span>
      )}
    </span>
  );
}
