import { Link } from '@backstage/ui';
import { useLocation } from 'react-router-dom';
import styles from './page.module.css';

export interface LinkTab {
  id: string;
  label: string;
  href: string;
  /** Only at its own address, and not at those below it. */
  exact?: boolean;
}

/** Views beside each other. Links, and not PluginHeader's tabs: those point at panels that are only there where tabs and panels are one. */
export function LinkTabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly LinkTab[];
}) {
  const { pathname } = useLocation();
  const shown = tabs.find(({ href, exact }) => {
    const path = pathOf(href);
    return pathname === path || (!exact && pathname.startsWith(`${path}/`));
  })?.id;
  return (
    <nav aria-label={label} className={styles.tabs}>
      <ul>
        {tabs.map(({ id, label: name, href }) => (
          <li key={id}>
            <Link
              href={href}
              standalone
              color={id === shown ? 'primary' : 'secondary'}
              className={styles.tab}
              aria-current={id === shown ? 'page' : undefined}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function pathOf(href: string): string {
  return href.split('?')[0] ?? href;
}
