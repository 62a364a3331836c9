import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import type { ApiProblem } from '../../../api/problem';
import styles from '../forms.module.css';
import { SettingField } from './SettingField';
import type { Schema, Setting, Texts } from './settings';
import { domainsAdminTranslationRef } from './translation';

interface SettingFieldsProps {
  connector: string;
  schema: Schema;
  settings: readonly Setting[];
  texts: Texts;
  onChange: (name: string, text: string) => void;
  problem: ApiProblem | null;
  /** Names of those that are no JSON. */
  unreadable: readonly string[];
}

/** A connector's settings by its schema: those that are needed or given; the others, at their defaults, on demand. */
export function SettingFields(props: SettingFieldsProps) {
  const { connector, schema, settings, texts, onChange } = props;
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  // Chosen once, so that a field does not move while it is written in.
  const [first] = useState(
    () =>
      new Set(
        settings
          .filter(({ name, isRequired }) => isRequired || texts[name])
          .map(({ name }) => name),
      ),
  );
  const shown = settings.filter(({ name }) => first.has(name));
  const others = settings.filter(({ name }) => !first.has(name));
  const field = (setting: Setting) => (
    <SettingField
      key={setting.name}
      setting={setting}
      schema={schema}
      text={texts[setting.name] ?? ''}
      onChange={text => onChange(setting.name, text)}
      faults={faultsOf(setting.name, props, t('notJson'))}
    />
  );
  return (
    <>
      <Text as="h4" variant="body-medium" weight="bold">
        {t('ofConnector', { connector })}
      </Text>
      {!schema.properties && <Text color="secondary">{t('noSchema')}</Text>}
      <div className={styles.fields}>{shown.map(field)}</div>
      {others.length > 0 && (
        <Accordion>
          <AccordionTrigger title={t('more', { count: others.length })} />
          <AccordionPanel>
            <div className={styles.fields}>{others.map(field)}</div>
          </AccordionPanel>
        </Accordion>
      )}
    </>
  );
}

/** What is wrong with a setting; inside of a nested one, with the place in it. */
export function faultsOf(
  name: string,
  { problem, unreadable }: Pick<SettingFieldsProps, 'problem' | 'unreadable'>,
  notJson: string,
): string[] {
  const place = `connectorConfig.${name}`;
  const named = (problem?.faults ?? [])
    .filter(({ at }) => at === place || at.startsWith(`${place}.`))
    .map(({ at, message }) =>
      at === place ? message : `${at.slice(place.length + 1)}: ${message}`,
    );
  return unreadable.includes(name) ? [notJson, ...named] : named;
}
