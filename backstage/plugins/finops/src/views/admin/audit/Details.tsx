import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogHeader,
  DialogTrigger,
} from '@backstage/ui';
import { stringify } from 'lossless-json';
import type { components } from '../../../api/schema';
import { useFormats } from '../../../figures/useFormats';
import styles from './audit.module.css';
import { auditTranslationRef } from './translation';
import { useActions } from './useActions';

type Entry = components['schemas']['AuditEntry'];

/** What the log keeps of an action beside its reason, as the API has it; shown when somebody asks. */
export function Details({ entry }: { entry: Entry }) {
  const { t } = useTranslationRef(auditTranslationRef);
  const formats = useFormats();
  const { labelOf } = useActions();
  const kept = Object.entries(entry.details ?? {});
  if (kept.length === 0) {
    return null;
  }
  const title = `${labelOf(entry.action)}: ${entry.target}`;
  const time = formats.time(entry.at);
  return (
    <DialogTrigger>
      <Button
        size="small"
        variant="tertiary"
        aria-label={t('detailsOf', { title, time })}
      >
        {t('show')}
      </Button>
      <Dialog className="finops-plugin" width="min(640px, calc(100vw - 32px))">
        <DialogHeader>{title}</DialogHeader>
        <DialogBody>
          <dl className={styles.details}>
            {kept.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{said(value)}</dd>
              </div>
            ))}
          </dl>
        </DialogBody>
      </Dialog>
    </DialogTrigger>
  );
}

function said(value: unknown): string {
  return typeof value === 'string'
    ? value
    : stringify(value, undefined, 2) ?? '';
}
