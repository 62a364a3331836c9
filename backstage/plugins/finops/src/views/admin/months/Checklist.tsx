import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { Section } from '../Section';
import { StatusMark, type Mark } from '../../../states/StatusMark';
import type { Month } from './MonthPage';
import styles from './months.module.css';
import { monthsTranslationRef } from './translation';

type Checks = Month['checklist'];

function markOf(ok: boolean, binding: boolean): Mark {
  if (ok) {
    return 'good';
  }
  return binding ? 'bad' : 'warning';
}

/** What should hold before a month is closed: what must, and what a reason outweighs. */
export function Checklist({ checklist }: { checklist: Checks }) {
  const { t } = useTranslationRef(monthsTranslationRef);
  const stands = checklist.items.some(({ ok, binding }) => !ok && binding);
  const closes = checklist.ready ? t('readyToClose') : t('needsReason');
  return (
    <Section title={t('checklist')} hint={stands ? t('cannotClose') : closes}>
      <ul className={styles.checklist}>
        {checklist.items.map(({ key, ok, binding, message }) => (
          <li key={key}>
            <StatusMark mark={markOf(ok, binding)} label={t(`checks.${key}`)} />
            {/* The API says what was found; of what holds there is nothing more to say. */}
            {!ok && (
              <Flex direction="column" gap="0">
                <Text>{message}</Text>
                <Text variant="body-x-small" color="secondary">
                  {binding ? t('binding') : t('outweighed')}
                </Text>
              </Flex>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
