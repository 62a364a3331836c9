import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import type { ApiProblem } from '../../../api/problem';
import { faultOf } from '../faults';
import styles from '../forms.module.css';
import { readerOf, type Connector, type Written } from './domainRequest';
import { useRequired } from '../useRequired';
import { domainsAdminTranslationRef } from './translation';

interface DomainFieldsProps {
  written: Written;
  isNew: boolean;
  connectors: readonly Connector[];
  onChange: (changed: Partial<Written>) => void;
  problem: ApiProblem | null;
}

const STANDARD = 'standard';

/** What every domain has, whatever its connector. */
export function DomainFields(props: DomainFieldsProps) {
  const { written, isNew, connectors, onChange, problem } = props;
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const required = useRequired();
  const readers = new Map(connectors.map(one => [readerOf(one), one]));
  const options = [...new Set([...readers.keys(), written.reader])]
    .filter(reader => reader !== '')
    .sort()
    .map(reader => ({ id: reader, label: reader.replace('/', ' / ') }));
  return (
    <div className={styles.fields}>
      {isNew && (
        <TextField
          label={t('id')}
          description={t('idHint')}
          {...required}
          value={written.domainId}
          onChange={domainId => onChange({ domainId })}
          {...faultOf(problem, 'domain')}
        />
      )}
      <TextField
        label={t('label')}
        description={t('labelHint')}
        {...required}
        value={written.domainLabel}
        onChange={domainLabel => onChange({ domainLabel })}
        {...faultOf(problem, 'domainLabel')}
      />
      <TextField
        label={t('firstMonth')}
        description={t('firstMonthHint')}
        {...required}
        value={written.availableFrom}
        onChange={availableFrom => onChange({ availableFrom })}
        {...faultOf(problem, 'availableFrom')}
      />
      <Select
        label={t('failure')}
        options={([null, 'strict', 'tolerant'] as const).map(policy => ({
          id: policy ?? STANDARD,
          label: t(`policy.${policy ?? STANDARD}`),
        }))}
        value={written.failurePolicy ?? STANDARD}
        onChange={key =>
          onChange({
            failurePolicy: key === 'strict' || key === 'tolerant' ? key : null,
          })
        }
        {...faultOf(problem, 'failurePolicy')}
      />
      <Mode written={written} onChange={onChange} problem={problem} />
      <Select
        label={t('connector')}
        description={t('connectorHint')}
        placeholder={t('choose')}
        {...required}
        options={options}
        value={written.reader || null}
        onChange={key => onChange({ reader: String(key ?? '') })}
        {...faultOf(problem, 'connector')}
      />
    </div>
  );
}

function Mode({
  written,
  onChange,
  problem,
}: Pick<DomainFieldsProps, 'written' | 'onChange' | 'problem'>) {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const required = useRequired();
  return (
    <>
      <Select
        label={t('mode')}
        options={(['DIRECT', 'INDIRECT'] as const).map(mode => ({
          id: mode,
          label: t(`modes.${mode}`),
        }))}
        value={written.domainMode}
        onChange={key =>
          onChange({ domainMode: key === 'INDIRECT' ? key : 'DIRECT' })
        }
        {...faultOf(problem, 'domainMode')}
      />
      {written.domainMode === 'INDIRECT' && (
        <>
          <TextField
            label={t('methodKey')}
            {...required}
            value={written.indirectMethodKey}
            onChange={indirectMethodKey => onChange({ indirectMethodKey })}
            {...faultOf(problem, 'indirectMethodKey')}
          />
          <TextField
            label={t('methodLabel')}
            {...required}
            value={written.indirectLabel}
            onChange={indirectLabel => onChange({ indirectLabel })}
            {...faultOf(problem, 'indirectLabel')}
          />
        </>
      )}
    </>
  );
}
