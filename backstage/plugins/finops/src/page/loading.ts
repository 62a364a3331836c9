/** The views, each loaded when somebody goes there. */
export const loaders = {
  dashboard: () => import('../views/dashboard/DashboardView'),
  domains: () => import('../views/domain/DomainsView'),
  domain: () => import('../views/domain/DomainView'),
  family: () => import('../views/family/FamilyView'),
  product: () => import('../views/product/ProductView'),
  applications: () => import('../views/application/ApplicationsView'),
  application: () => import('../views/application/ApplicationView'),
  rankings: () => import('../views/rankings/RankingsView'),
  history: () => import('../views/history/HistoryView'),
  gaps: () => import('../views/gaps/GapsView'),
  admin: () => import('../views/admin/AdminView'),
};

const AFTER_FIRST_VIEW_MS = 1_000;
/** Not the admin's: few people go there. */
const { admin: _, ...everyday } = loaders;

/** Or before, once the first view is there and the browser has nothing else to do. Returns what stops it. */
export function loadTheOthersWhenIdle(): () => void {
  let stopped = false;
  const waiting = setTimeout(async () => {
    for (const load of Object.values(everyday)) {
      await idle();
      if (stopped) {
        return;
      }
      // A view that cannot be loaded now says so when somebody goes there.
      await load().catch(() => {});
    }
  }, AFTER_FIRST_VIEW_MS);
  return () => {
    stopped = true;
    clearTimeout(waiting);
  };
}

function idle(): Promise<void> {
  return new Promise(resolve => {
    if (typeof requestIdleCallback === 'function') {
      requestIdleCallback(() => resolve());
    } else {
      setTimeout(resolve);
    }
  });
}
