import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { useNavigate } from 'react-router-dom';
import type { components } from '../../../api/schema';
import { useRead } from '../../../api/useRead';
import { useWrite } from '../../../api/useWrite';
import { useLinks } from '../../../filters/useLinks';
import { Answered } from '../../../states/Answered';
import { ReasonField } from '../ReasonField';
import { Section } from '../Section';
import { WriteProblem } from '../WriteProblem';
import { DomainFields } from './DomainFields';
import type { DomainDetail } from './DomainPage';
import {
  readerOf,
  requestOf,
  settingsFor,
  writtenOf,
  type Connector,
  type Written,
} from './domainRequest';
import { SettingFields } from './SettingFields';
import { domainsAdminTranslationRef } from './translation';

/** A domain's settings; without one, those of a new one. */
export function DomainForm({ domain }: { domain?: DomainDetail }) {
  const read = useRead('/v1/local/admin/connectors', {});
  return (
    <Answered read={read} height={480}>
      {({ data }) => <Form domain={domain} connectors={data} />}
    </Answered>
  );
}

interface Given {
  domainId: string;
  body: components['schemas']['DomainRequest'];
}

function Form({
  domain,
  connectors,
}: {
  domain?: DomainDetail;
  connectors: readonly Connector[];
}) {
  const { t } = useTranslationRef(domainsAdminTranslationRef);
  const links = useLinks();
  const navigate = useNavigate();
  const [written, setWritten] = useState<Written>(() => {
    const reader = domain ? readerOf(domain) : '';
    const { settings } = settingsFor(reader, connectors, domain);
    return writtenOf(domain, settings);
  });
  const [unreadable, setUnreadable] = useState<string[]>([]);
  const save = useWrite((client, { domainId, body }: Given, idempotencyKey) =>
    client.write('put', '/v1/local/admin/domains/{domain}', {
      params: { path: { domain: domainId } },
      body,
      idempotencyKey,
    }),
  );
  const change = (changed: Partial<Written>) => {
    setWritten({ ...written, ...changed });
    if (save.isSuccess) {
      save.reset();
    }
  };
  const { schema, settings } = settingsFor(written.reader, connectors, domain);
  const chosen =
    connectors.find(one => readerOf(one) === written.reader) ??
    (domain && readerOf(domain) === written.reader ? domain : undefined);
  const submit = () => {
    if (!chosen) {
      return;
    }
    const { body, unreadable: found } = requestOf(written, chosen, settings);
    setUnreadable(found);
    save.reset();
    if (found.length === 0) {
      const domainId = written.domainId.trim();
      const onSuccess = () =>
        domain ? undefined : navigate(links.admin(`domains/${domainId}`));
      save.mutate({ domainId, body }, { onSuccess });
    }
  };
  return (
    <Section
      title={t('settings')}
      hint={domain ? t('settingsHint') : t('newHint')}
    >
      <DomainFields
        written={written}
        isNew={!domain}
        connectors={connectors}
        onChange={change}
        problem={save.error}
      />
      {chosen && (
        <SettingFields
          key={written.reader}
          connector={chosen.connector}
          schema={schema}
          settings={settings}
          texts={written.texts}
          onChange={(name, text) =>
            change({ texts: { ...written.texts, [name]: text } })
          }
          problem={save.error}
          unreadable={unreadable}
        />
      )}
      <ReasonField
        value={written.reason}
        onChange={reason => change({ reason })}
        isRequired={false}
        problem={save.error}
      />
      <div aria-live="polite">
        {(save.error || unreadable.length > 0) && (
          <Flex direction="column" gap="2">
            <Text>{t('wrong')}</Text>
            {save.error && <WriteProblem problem={save.error} />}
          </Flex>
        )}
        {save.isSuccess && <Alert icon status="success" title={t('saved')} />}
      </div>
      <Flex>
        <Button
          variant="primary"
          isPending={save.isPending}
          isDisabled={!chosen || written.domainId.trim() === ''}
          onPress={submit}
        >
          {domain ? t('save') : t('create')}
        </Button>
      </Flex>
    </Section>
  );
}
