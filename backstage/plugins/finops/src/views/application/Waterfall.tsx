import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Link, Text } from '@backstage/ui';
import { sumOf } from '../../api/amount';
import { COLOURS, OTHERS } from '../../charts/palette';
import { chartsTranslationRef } from '../../charts/translation';
import { Money } from '../../figures/Money';
import { Signed } from '../../figures/Signed';
import { useFormats } from '../../figures/useFormats';
import styles from './application.module.css';
import { placed, type Placed } from './placed';
import { stepsOf, type Cause, type Step } from './steps';
import { applicationTranslationRef } from './translation';
import type { Application } from './useApplication';
import { isReserved, useLines } from './useLines';

const COLOUR_OF: Readonly<Record<Cause, string>> = {
  quantityEffect: COLOURS[1] ?? OTHERS,
  priceEffect: COLOURS[3] ?? OTHERS,
  otherEffect: OTHERS,
};

/**
 * From one month's cost to another's, product by product, by what was used and by what it was paid. Chart and table in one: the
 * bars stand beside their figures.
 */
export function Waterfall({
  application: { data, meta },
}: {
  application: Application;
}) {
  const { t } = useTranslationRef(chartsTranslationRef);
  const formats = useFormats();
  const { cost, quantityEffect } = data;
  const before = meta.comparedWith?.to;
  const known =
    before && meta.period && cost !== null && quantityEffect !== null;
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="3">
          <Text as="h3" variant="title-x-small">
            {t('effects.title')}
          </Text>
          {known ? (
            <Steps
              title={t('effects.title')}
              from={{
                label: formats.month(before),
                amount: data.previousCost ?? 0,
              }}
              to={{ label: formats.month(meta.period ?? ''), amount: cost }}
              steps={stepsOf(
                data.products,
                sumOf([cost], [data.previousCost ?? 0]),
              )}
              currency={meta.currency}
            />
          ) : (
            <Text color="secondary">
              {before ? t('effects.unknown') : t('effects.nothing')}
            </Text>
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}

interface End {
  label: string;
  amount: NonNullable<Application['data']['cost']>;
}

interface StepsProps {
  title: string;
  from: End;
  to: End;
  steps: readonly Step[];
  currency: string | null;
}

function Steps({ title, from, to, steps, currency }: StepsProps) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const places = placed(
    Number(from.amount),
    steps.map(({ effect }) => Number(effect)),
  );
  return (
    <table
      className={styles.waterfall}
      aria-label={`${title} (${currency ?? ''})`}
    >
      <thead>
        <tr>
          <th scope="col">{t('step')}</th>
          <th scope="col">{t('cause')}</th>
          <th scope="col" aria-label={t('way')} />
          <th scope="col">{currency}</th>
        </tr>
      </thead>
      <tbody>
        <EndRow {...from} place={places.start} />
        {steps.map((step, index) => (
          <StepRow
            key={`${step.product?.domainId}/${step.product?.productId}/${step.cause}`}
            step={step}
            place={places.steps[index]}
          />
        ))}
        <EndRow {...to} place={places.end} />
      </tbody>
    </table>
  );
}

/** A month's cost is a mark on the scale and no bar: the scale does not begin at nothing. */
function EndRow({ label, amount, place }: End & { place: Placed }) {
  return (
    <tr className={styles.end}>
      <th scope="row" colSpan={2}>
        {label}
      </th>
      <td className={styles.track} aria-hidden>
        <span
          className={styles.markEnd}
          style={{ insetInlineStart: place.at }}
        />
      </td>
      <td>
        <Money amount={amount} />
      </td>
    </tr>
  );
}

interface StepRowProps {
  step: Step;
  place: Placed | undefined;
}

function StepRow({ step: { product, cause, effect }, place }: StepRowProps) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const { t: charts } = useTranslationRef(chartsTranslationRef);
  const lines = useLines();
  const name: ReactNode = product ? (
    <Link href={lines.address(product)}>{lines.label(product)}</Link>
  ) : (
    t('rest')
  );
  return (
    <tr
      className={product && isReserved(product) ? styles.reserved : undefined}
    >
      <th scope="row">{name}</th>
      <td>{cause && charts(`effects.${cause}`)}</td>
      <td className={styles.track} aria-hidden>
        {place && (
          <>
            <span
              className={Number(effect) < 0 ? styles.less : styles.more}
              style={{
                insetInlineStart: place.from,
                width: place.width,
                color: cause ? COLOUR_OF[cause] : OTHERS,
              }}
            />
            <span
              className={styles.level}
              style={{ insetInlineStart: place.at }}
            />
          </>
        )}
      </td>
      <td>
        <Signed amount={effect} />
      </td>
    </tr>
  );
}
