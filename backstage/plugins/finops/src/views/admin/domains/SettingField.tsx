import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextAreaField, TextField } from '@backstage/ui';
import styles from '../forms.module.css';
import { useRequired } from '../useRequired';
import { shapeOf, type Schema, type Setting } from './settings';
import { domainsAdminTranslationRef } from './translation';

interface SettingFieldProps {
  setting: Setting;
  /** The connector's whole schema. */
  schema: Schema;
  text: string;
  onChange: (text: string) => void;
  /** What is wrong with it, and where in it. */
  faults: readonly string[];
}

/** One setting, in the field that its schema asks for; what is nested is written as JSON. */
export function SettingField(props: SettingFieldProps) {
  const { setting, schema, text, onChange, faults } = props;
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const required = useRequired();
  const { name, kind, isRequired } = setting;
  const fallback =
    setting.schema.default === undefined || setting.schema.default === null
      ? ''
      : JSON.stringify(setting.schema.default);
  const hints = [
    setting.schema.description,
    kind === 'integer' && setting.schema.maximum !== undefined
      ? t('between', {
          low: String(setting.schema.minimum ?? ''),
          high: String(setting.schema.maximum),
        })
      : undefined,
    fallback && t('leftOut', { value: fallback }),
  ].filter(Boolean);
  const shared = {
    label: name,
    ...(isRequired && required),
    validationBehavior: 'aria' as const,
    validate: () => faults.join('; ') || null,
  };
  if (kind === 'choice' || kind === 'flag') {
    const choices = kind === 'flag' ? ['true', 'false'] : setting.choices;
    return (
      <Select
        {...shared}
        description={hints.join(' · ')}
        options={[
          { id: '', label: t('notGiven') },
          ...choices.map(choice => ({ id: choice, label: choice })),
        ]}
        value={text}
        onChange={key => onChange(String(key ?? ''))}
      />
    );
  }
  if (kind === 'json' || kind === 'unknown') {
    return (
      <div className={styles.wide}>
        <TextAreaField
          {...shared}
          description={hints.join(' · ')}
          value={text}
          onChange={onChange}
          rows={Math.min(14, Math.max(2, text.split('\n').length))}
          spellCheck="false"
        />
        {kind === 'json' && (
          <p className={styles.shape}>{shapeOf(setting.schema, schema)}</p>
        )}
      </div>
    );
  }
  return (
    <TextField
      {...shared}
      description={hints.join(' · ')}
      value={text}
      onChange={onChange}
      inputMode={kind === 'integer' ? 'numeric' : undefined}
    />
  );
}
