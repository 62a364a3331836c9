import { Link } from '@backstage/ui';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';

/** What something was done to; runs, months and domains lead to their pages. */
export function Target({ action, target }: { action: string; target: string }) {
  const formats = useFormats();
  const links = useLinks();
  switch (action.split('.')[0]) {
    case 'run':
      return <Link href={links.admin(`runs/${target}`)}>{target}</Link>;
    case 'period':
      return (
        <Link href={links.admin(`months/${target}`)}>
          {formats.month(target)}
        </Link>
      );
    default:
      return target;
  }
}
