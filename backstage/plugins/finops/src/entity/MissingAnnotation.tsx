import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Card, CardBody, Flex, Link, Text } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useLinks } from '../filters/useLinks';
import { APPLICATION_ANNOTATION } from './annotation';
import styles from './entity.module.css';
import { entityTranslationRef } from './translation';

/** What to write into a component's file so that its costs are found. */
export function MissingAnnotation({ name }: { name: string }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const links = useLinks();
  const [copied, setCopied] = useState(false);
  const lines = [
    'apiVersion: backstage.io/v1alpha1',
    'kind: Component',
    'metadata:',
    `  name: ${name}`,
    '  annotations:',
    `    ${APPLICATION_ANNOTATION}: ${t('anId')}`,
  ].join('\n');
  const copy = async () => {
    await navigator.clipboard.writeText(lines);
    setCopied(true);
  };
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="3" p="4">
          <Text as="h2" variant="title-small">
            {t('missing')}
          </Text>
          <Text>{t('missingHint')}</Text>
          <pre
            className={styles.snippet}
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled by keyboard too
            tabIndex={0}
            aria-label={t('snippet')}
          >
            {lines}
          </pre>
          <Flex gap="4" align="center">
            <Button
              size="small"
              variant="secondary"
              iconStart={copied ? <RiCheckLine /> : <RiFileCopyLine />}
              onPress={() => void copy()}
            >
              {copied ? t('copied') : t('copy')}
            </Button>
            <Link href={links.applications()}>{t('findId')}</Link>
          </Flex>
        </Flex>
      </CardBody>
    </Card>
  );
}
