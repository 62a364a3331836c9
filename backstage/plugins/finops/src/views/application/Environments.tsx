import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link, Text } from '@backstage/ui';
import { useLocation } from 'react-router-dom';
import { Delta } from '../../figures/Delta';
import { Money } from '../../figures/Money';
import { useFormats } from '../../figures/useFormats';
import styles from './application.module.css';
import { applicationTranslationRef } from './translation';
import type { Application } from './useApplication';

/** The same cost by environment; each leads to the view of it alone. */
export function Environments({
  application: { data },
}: {
  application: Application;
}) {
  const { t } = useTranslationRef(applicationTranslationRef);
  const formats = useFormats();
  const { pathname, search } = useLocation();
  const filtered = (environment: string) => {
    const address = new URLSearchParams(search);
    address.set('environment', environment);
    return `${pathname}?${address}`;
  };
  return (
    <Card>
      <CardBody>
        <Text as="h2" variant="title-x-small">
          {t('environments')}
        </Text>
        <table className={styles.list}>
          <thead>
            <tr>
              <th scope="col">{t('environment')}</th>
              <th scope="col">{t('amount')}</th>
              <th scope="col">{t('share')}</th>
              <th scope="col">{t('change')}</th>
            </tr>
          </thead>
          <tbody>
            {data.environments.map(line => (
              <tr key={line.environment}>
                <th scope="row">
                  <Link href={filtered(line.environment)}>
                    {line.environment}
                  </Link>
                </th>
                <td>
                  <Money amount={line.cost} unpricedRows={line.unpricedRows} />
                </td>
                <td>{line.share !== null && formats.share(line.share)}</td>
                <td>
                  <Delta of={line} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </CardBody>
    </Card>
  );
}
