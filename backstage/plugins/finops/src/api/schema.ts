// Made by `make client` from the API's OpenAPI document: do not edit.
import type { Amount } from './amount';

export interface paths {
  '/v1/group/admin/releases': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Publish a release of the official referential */
    post: operations['post_group_admin_releases'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/anomalies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Months of applications that cost unlike the months before */
    get: operations['get_group_anomalies'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/applications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs by application, over all entities */
    get: operations['get_group_applications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/applications/{application}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One application, by entity, domain and product */
    get: operations['get_group_applications_application'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/completeness': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Which months came of which entity, and which are late */
    get: operations['get_group_completeness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/conformity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where entities' referentials are not the official one */
    get: operations['get_group_conformity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/dashboard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One month of the group at a glance */
    get: operations['get_group_dashboard'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/domains': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs by domain, over all entities */
    get: operations['get_group_domains'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/domains/{domain}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One domain, by entity and application */
    get: operations['get_group_domains_domain'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/entities': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Entities beside each other */
    get: operations['get_group_entities'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/entities/{entity}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One entity: domains, applications, months, and the exchange that is shown */
    get: operations['get_group_entities_entity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs month by month, as series */
    get: operations['get_group_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/ingestion-runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Exchanges and what became of them, the latest first */
    get: operations['get_group_ingestion_runs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who the token's holder is here, and their roles */
    get: operations['get_group_me'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/pricing-views': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The pricing views that can be asked for */
    get: operations['get_group_pricing_views'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/rankings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Applications or entities by cost, growth or reduction */
    get: operations['get_group_rankings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/releases': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Releases of the official referential, the latest first */
    get: operations['get_group_releases'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/group/releases/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One release with its document */
    get: operations['get_group_releases_version'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/anomalies/{anomaly}/acknowledgement': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Acknowledge an anomaly */
    post: operations['post_admin_anomalies_anomaly_acknowledgement'];
    /** Withdraw the acknowledgement of an anomaly */
    delete: operations['delete_admin_anomalies_anomaly_acknowledgement'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What admins did, the latest first */
    get: operations['get_admin_audit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/budgets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Versions of budgets, the latest of each pricing view first */
    get: operations['get_admin_budgets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/budgets/{view}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Publish the budgets of a pricing view, whole */
    put: operations['put_admin_budgets_view'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/budgets/{view}/versions/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One version of budgets */
    get: operations['get_admin_budgets_view_versions_version'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/connectors': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What each function can read, and the settings that this takes */
    get: operations['get_admin_connectors'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/domains': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every domain as it is written, enabled or not */
    get: operations['get_admin_domains'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/domains/{domain}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One domain with its activation checklist */
    get: operations['get_admin_domains_domain'];
    /** Create a domain, disabled, or change one */
    put: operations['put_admin_domains_domain'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/domains/{domain}/activation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Enable a domain */
    post: operations['post_admin_domains_domain_activation'];
    /** Disable a domain */
    delete: operations['delete_admin_domains_domain_activation'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/exports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the group has of each month, and what waits */
    get: operations['get_admin_exports'];
    put?: never;
    /** Send months to the group again */
    post: operations['post_admin_exports'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/lineage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The facts behind a cost, what brought and what values them */
    get: operations['get_admin_lineage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/periods': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Months, open and closed */
    get: operations['get_admin_periods'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/periods/{period}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One month with its closing checklist */
    get: operations['get_admin_periods_period'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/periods/{period}/closure': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Close a month */
    post: operations['post_admin_periods_period_closure'];
    /** Reopen the last closed month */
    delete: operations['delete_admin_periods_period_closure'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/periods/{period}/late-data': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What sources say of a closed month that is not published */
    get: operations['get_admin_periods_period_late_data'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/pricing-views': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every pricing view with its versions */
    get: operations['get_admin_pricing_views'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/pricing-views/{view}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Create a pricing view, or change one */
    put: operations['put_admin_pricing_views_view'];
    post?: never;
    /** Retire a pricing view */
    delete: operations['delete_admin_pricing_views_view'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/pricing-views/{view}/draft': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Replace the draft of a pricing view */
    put: operations['put_admin_pricing_views_view_draft'];
    post?: never;
    /** Delete the draft of a pricing view */
    delete: operations['delete_admin_pricing_views_view_draft'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/pricing-views/{view}/draft/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What publishing the draft would change */
    get: operations['get_admin_pricing_views_view_draft_changes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/pricing-views/{view}/draft/publication': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Publish the draft */
    post: operations['post_admin_pricing_views_view_draft_publication'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/pricing-views/{view}/versions/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The prices of a version */
    get: operations['get_admin_pricing_views_view_versions_version'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/referential/aliases': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What sources call applications */
    get: operations['get_admin_referential_aliases'];
    put?: never;
    /** Map what a source calls an application */
    post: operations['post_admin_referential_aliases'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/referential/applications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every application */
    get: operations['get_admin_referential_applications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/referential/conflicts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Aliases that two claim */
    get: operations['get_admin_referential_conflicts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/referential/families': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every family */
    get: operations['get_admin_referential_families'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/referential/product-aliases': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What sources call products */
    get: operations['get_admin_referential_product_aliases'];
    put?: never;
    /** Map what a source calls a product */
    post: operations['post_admin_referential_product_aliases'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/referential/products': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every product */
    get: operations['get_admin_referential_products'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/referential/products/{product}/placement': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The families that a product was in, and is */
    get: operations['get_admin_referential_products_product_placement'];
    /** Move a product to another family from a month on */
    put: operations['put_admin_referential_products_product_placement'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/referential/unknown-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Keys that no alias knows */
    get: operations['get_admin_referential_unknown_keys'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Runs, the latest first */
    get: operations['get_admin_runs'];
    put?: never;
    /** Ask for a run */
    post: operations['post_admin_runs'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/runs/{run}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One run: steps and reconciliation */
    get: operations['get_admin_runs_run'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/runs/{run}/cancellation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Cancel a run that is under way */
    post: operations['post_admin_runs_run_cancellation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/admin/runs/{run}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Go on with a failed run, without reading again what it staged */
    post: operations['post_admin_runs_run_resume'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/aggregate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Costs by any set of dimensions */
    post: operations['post_aggregate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/anomalies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Applications that cost unlike the months before */
    get: operations['get_anomalies'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/applications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs by application */
    get: operations['get_applications'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/applications/{application}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One application, by domain, family and product */
    get: operations['get_applications_application'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/budgets/comparison': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Budgets beside costs: the month, to date, the year with its forecast */
    get: operations['get_budgets_comparison'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/dashboard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One month at a glance */
    get: operations['get_dashboard'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/domains': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs by domain */
    get: operations['get_domains'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/domains/{domain}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One domain, by family and application */
    get: operations['get_domains_domain'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/export/focus': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One month as a FOCUS dataset */
    get: operations['get_export_focus'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/families': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs by family */
    get: operations['get_families'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/families/{family}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One family, by product and application */
    get: operations['get_families_family'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs month by month, as series */
    get: operations['get_history'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who the token's holder is here, and their roles */
    get: operations['get_me'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/pricing-views': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The pricing views that can be asked for */
    get: operations['get_pricing_views'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/pricing-views/comparison': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs in several pricing views, side by side */
    get: operations['get_pricing_views_comparison'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/products': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Costs by product */
    get: operations['get_products'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/products/{product}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One product, its price and who uses it */
    get: operations['get_products_product'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/rankings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What costs most, grew most or shrank most */
    get: operations['get_rankings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is published, and how the last runs ended */
    get: operations['get_status'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/unallocated': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What found no application or no product */
    get: operations['get_unallocated'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/local/unpriced': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Quantities that have no price */
    get: operations['get_unpriced'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * Acknowledgement
     * @description Who said that the anomaly is known, and why it is one.
     */
    Acknowledgement: {
      /**
       * At
       * Format: date-time
       */
      at: string;
      /** By */
      by: string;
      /** Comment */
      comment: string | null;
    };
    /**
     * AcknowledgementRequest
     * @description Say what an anomaly comes from.
     */
    AcknowledgementRequest: {
      /** Comment */
      comment: string;
    };
    /**
     * ActivationRequest
     * @description Enable a domain; a reason is needed when its checklist is not met.
     */
    ActivationRequest: {
      /**
       * Reason
       * @default null
       */
      reason?: string | null;
    };
    /**
     * AdminDomain
     * @description A domain as it is written, enabled or not, and the last run that planned it.
     */
    AdminDomain: {
      /**
       * Availablefrom
       * @example 2026-10
       */
      availableFrom: string;
      /** Connector */
      connector: string;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Failurepolicy */
      failurePolicy: ('strict' | 'tolerant') | null;
      /** Indirectlabel */
      indirectLabel: string | null;
      /** Indirectmethodkey */
      indirectMethodKey: string | null;
      /**
       * Ingestfunction
       * @enum {string}
       */
      ingestFunction:
        | 'ingest_open'
        | 'ingest_cloud'
        | 'ingest_native'
        | 'load_facts';
      /** Isenabled */
      isEnabled: boolean;
      /** Lastrunat */
      lastRunAt: string | null;
      /** Lastrundryrun */
      lastRunDryRun: boolean | null;
      /** Lastrunid */
      lastRunId: string | null;
      /** Lastrunstatus */
      lastRunStatus:
        | ('RUNNING' | 'SUCCESS' | 'FAILED' | 'SKIPPED' | 'CANCELLED')
        | null;
      /**
       * Latestperiod
       * @description the latest published month
       */
      latestPeriod: string | null;
    };
    /**
     * AdminDomainAnswer
     * @description One domain with its checklist.
     */
    AdminDomainAnswer: {
      data: components['schemas']['AdminDomainDetail'];
      meta: components['schemas']['Published'];
    };
    /**
     * AdminDomainDetail
     * @description Everything about one domain.
     */
    AdminDomainDetail: {
      /**
       * Availablefrom
       * @example 2026-10
       */
      availableFrom: string;
      checklist: components['schemas']['Checklist'];
      /** Connector */
      connector: string;
      /**
       * Connectorconfig
       * @description settings of the connector; secrets by reference only
       */
      connectorConfig: unknown;
      /**
       * Connectorversion
       * @description release that registered the connector; null: none did
       */
      connectorVersion: string | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Failurepolicy */
      failurePolicy: ('strict' | 'tolerant') | null;
      /** Indirectlabel */
      indirectLabel: string | null;
      /** Indirectmethodkey */
      indirectMethodKey: string | null;
      /**
       * Ingestfunction
       * @enum {string}
       */
      ingestFunction:
        | 'ingest_open'
        | 'ingest_cloud'
        | 'ingest_native'
        | 'load_facts';
      /** Isenabled */
      isEnabled: boolean;
      /** Lastrunat */
      lastRunAt: string | null;
      /** Lastrundryrun */
      lastRunDryRun: boolean | null;
      /** Lastrunid */
      lastRunId: string | null;
      /** Lastrunstatus */
      lastRunStatus:
        | ('RUNNING' | 'SUCCESS' | 'FAILED' | 'SKIPPED' | 'CANCELLED')
        | null;
      /**
       * Latestperiod
       * @description the latest published month
       */
      latestPeriod: string | null;
    };
    /**
     * AdminDomainsAnswer
     * @description Every domain, enabled or not.
     */
    AdminDomainsAnswer: {
      /** Data */
      data: components['schemas']['AdminDomain'][];
      meta: components['schemas']['Published'];
    };
    /**
     * AdminPeriod
     * @description One month. `changedBy`, `changedAt` and `reason` are of the last closing or reopening.
     */
    AdminPeriod: {
      /** Changedat */
      changedAt: string | null;
      /** Changedby */
      changedBy: string | null;
      /**
       * Complete
       * @description published, and no domain is missing
       */
      complete: boolean;
      /** Lateamounts */
      lateAmounts: components['schemas']['LateAmount'][];
      /**
       * Lateslices
       * @description domains whose source says something else than is published
       */
      lateSlices: number;
      /**
       * Missing
       * @description domains that should be published and are not, or not newly enough
       */
      missing: string[];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Published */
      published: boolean;
      /** Reason */
      reason: string | null;
      /**
       * Status
       * @enum {string}
       */
      status: 'OPEN' | 'CLOSED';
      /**
       * Unpricedrows
       * @description in the default pricing view
       */
      unpricedRows: number;
    };
    /**
     * AdminPricingView
     * @description A pricing view with its versions, the latest first.
     */
    AdminPricingView: {
      /** Currency */
      currency: string;
      /** Isdefault */
      isDefault: boolean;
      /** Label */
      label: string;
      /** Pricingviewid */
      pricingViewId: string;
      /** Retiredat */
      retiredAt: string | null;
      /** Versions */
      versions: components['schemas']['PricesVersion'][];
    };
    /**
     * AdminPricingViewAnswer
     * @description One pricing view.
     */
    AdminPricingViewAnswer: {
      data: components['schemas']['AdminPricingView'];
      meta: components['schemas']['Published'];
    };
    /**
     * AdminPricingViewsAnswer
     * @description Every pricing view, in use or not.
     */
    AdminPricingViewsAnswer: {
      /** Data */
      data: components['schemas']['AdminPricingView'][];
      meta: components['schemas']['Published'];
    };
    /**
     * AggregateAnswer
     * @description Costs by any set of dimensions.
     */
    AggregateAnswer: {
      /** Data */
      data: components['schemas']['AggregateRow'][];
      meta: components['schemas']['AggregateMeta'];
    };
    /**
     * AggregateAsked
     * @description What the rows are of.
     */
    AggregateAsked: {
      /** Dimensions */
      dimensions: (
        | 'month'
        | 'domain'
        | 'family'
        | 'product'
        | 'application'
        | 'environment'
        | 'metric'
      )[];
      /**
       * Rows
       * @description how many there are, whatever the limit
       */
      rows: number;
      unknownApplications: components['schemas']['UnknownApplications'];
    };
    /**
     * AggregateMeta
     * @description `environment` is null unless exactly one was asked for.
     */
    AggregateMeta: {
      aggregate: components['schemas']['AggregateAsked'];
      /** Asof */
      asOf: string | null;
      /**
       * Complete
       * @description published, and no domain is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /** Generation */
      generation: number;
      /** Missing */
      missing: components['schemas']['Missing'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['Total'];
    };
    /**
     * AggregateRequest
     * @description Costs by any set of dimensions; a name or id that stands twice counts once.
     */
    AggregateRequest: {
      /**
       * Applications
       * @description only these applications; none: all of them
       * @default []
       */
      applications?: string[];
      /**
       * Cursor
       * @description `meta.page.next` of the page before
       * @default null
       */
      cursor?: string | null;
      /**
       * Dimensions
       * @description what a row is of, in the order of its keys; none: one row of everything
       * @default []
       */
      dimensions?: (
        | 'month'
        | 'domain'
        | 'family'
        | 'product'
        | 'application'
        | 'environment'
        | 'metric'
      )[];
      /**
       * Domains
       * @description only these domains
       * @default []
       */
      domains?: string[];
      /**
       * Environments
       * @description only these environments
       * @default []
       */
      environments?: string[];
      /**
       * Families
       * @description only these families
       * @default []
       */
      families?: string[];
      /**
       * From
       * @description first month of a range; needs `to`
       * @default null
       */
      from?: string | null;
      /**
       * Limit
       * @default 50
       */
      limit?: number;
      /**
       * Others
       * @description fold what is beyond the limit into one more row; no pages
       * @default false
       */
      others?: boolean;
      /**
       * Period
       * @description one month; default: the latest published month
       * @default null
       */
      period?: string | null;
      /**
       * Pricingview
       * @description default: the default pricing view
       * @default null
       */
      pricingView?: string | null;
      /**
       * Products
       * @description only these products
       * @default []
       */
      products?: string[];
      /**
       * Sort
       * @description keys: by the dimensions, in their order
       * @default -cost
       * @enum {string}
       */
      sort?:
        | 'keys'
        | 'cost'
        | '-cost'
        | 'previousCost'
        | '-previousCost'
        | 'delta'
        | '-delta'
        | 'deltaPercent'
        | '-deltaPercent';
      /**
       * To
       * @description last month of a range, at most 120 months; needs `from`
       * @default null
       */
      to?: string | null;
    };
    /**
     * AggregateRow
     * @description One row; keys of dimensions that were not asked for are null, as is every key of the row of others.
     */
    AggregateRow: {
      /** Applicationid */
      applicationId: string | null;
      /** Applicationlabel */
      applicationLabel: string | null;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Domainmode */
      domainMode: ('DIRECT' | 'INDIRECT') | null;
      /** Environment */
      environment: string | null;
      /** Familyid */
      familyId: string | null;
      /** Familylabel */
      familyLabel: string | null;
      /**
       * Foldedrows
       * @description how many rows the row of others stands for; 0 for every other row
       */
      foldedRows: number;
      /** Metric */
      metric: string | null;
      /** Owner */
      owner: string | null;
      /** Period */
      period: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Productid */
      productId: string | null;
      /** Productlabel */
      productLabel: string | null;
      /** Quantity */
      quantity: Amount | null;
      /**
       * Reserved
       * @description of no application, no product, of INDIRECT costs, or the row of others
       */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * Alias
     * @description What a source calls an application.
     */
    Alias: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /**
       * Claimedby
       * @description `admin`, or the source whose feed claimed it
       */
      claimedBy: string;
      /** Foreignkey */
      foreignKey: string;
      /** Sourcesystem */
      sourceSystem: string;
    };
    /**
     * AliasConflict
     * @description A claim of an alias that was not granted. No standing application: nobody has the alias.
     */
    AliasConflict: {
      /** Claimedapplicationid */
      claimedApplicationId: string;
      /** Claimedapplicationlabel */
      claimedApplicationLabel: string | null;
      /** Claimedby */
      claimedBy: string;
      /**
       * Firstseen
       * Format: date-time
       */
      firstSeen: string;
      /** Foreignkey */
      foreignKey: string;
      /**
       * Lastseen
       * Format: date-time
       */
      lastSeen: string;
      /** Resolvedat */
      resolvedAt: string | null;
      /**
       * Runid
       * Format: uuid
       */
      runId: string;
      /** Sourcesystem */
      sourceSystem: string;
      /** Standingapplicationid */
      standingApplicationId: string | null;
      /** Standingapplicationlabel */
      standingApplicationLabel: string | null;
    };
    /**
     * AliasConflictsAnswer
     * @description Claims that were not granted.
     */
    AliasConflictsAnswer: {
      /** Data */
      data: components['schemas']['AliasConflict'][];
      meta: components['schemas']['PublishedPage'];
    };
    /**
     * AliasesAnswer
     * @description What sources call applications, in the order of their keys.
     */
    AliasesAnswer: {
      /** Data */
      data: components['schemas']['Alias'][];
      meta: components['schemas']['PublishedPage'];
    };
    /**
     * AliasRequest
     * @description Map what a source calls an application.
     */
    AliasRequest: {
      /** Applicationid */
      applicationId: string;
      /** Foreignkey */
      foreignKey: string;
      /** Reason */
      reason: string;
      /** Sourcesystem */
      sourceSystem: string;
    };
    /**
     * AnomaliesAnswer
     * @description Anomalies of the months asked for.
     */
    AnomaliesAnswer: {
      /** Data */
      data: components['schemas']['Anomaly'][];
      meta: components['schemas']['AnomaliesMeta'];
    };
    /**
     * AnomaliesMeta
     * @description Anomalies are of all environments: `environment` is always null.
     */
    AnomaliesMeta: {
      /** Asof */
      asOf: string | null;
      /**
       * Complete
       * @description published, and no domain is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /** Generation */
      generation: number;
      /** Missing */
      missing: components['schemas']['Missing'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['AnomalyTotal'];
    };
    /**
     * Anomaly
     * @description An application's month that costs unlike the months before it.
     */
    Anomaly: {
      acknowledged: components['schemas']['Acknowledgement'] | null;
      /**
       * Anomalyid
       * Format: uuid
       * @description derived from pricing view, month and application: it stays the same
       */
      anomalyId: string;
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /**
       * Cost
       * Format: decimal
       * @example 1843221.407312
       */
      cost: Amount;
      /**
       * Deviation
       * Format: decimal
       * @description cost less expected
       * @example 1843221.407312
       */
      deviation: Amount;
      /**
       * Deviationpercent
       * @description of expected; null where that is 0
       */
      deviationPercent: Amount | null;
      /**
       * Direction
       * @enum {string}
       */
      direction: 'high' | 'low';
      /**
       * Expected
       * Format: decimal
       * @example 1843221.407312
       */
      expected: Amount;
      /**
       * Expectedhigh
       * Format: decimal
       * @example 1843221.407312
       */
      expectedHigh: Amount;
      /**
       * Expectedlow
       * Format: decimal
       * @example 1843221.407312
       */
      expectedLow: Amount;
      /**
       * Explainedby
       * @description what deviates most
       */
      explainedBy: components['schemas']['Explanation'][];
      /**
       * Firstseen
       * Format: date-time
       */
      firstSeen: string;
      /**
       * Historymonths
       * @description how many months the expectation comes from
       */
      historyMonths: number;
      /** Owner */
      owner: string | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Reserved */
      reserved: boolean;
      /**
       * Score
       * Format: decimal
       * @description deviation in robust standard deviations
       * @example 1843221.407312
       */
      score: Amount;
    };
    /**
     * AnomalyAnswer
     * @description What an acknowledgement is answered with.
     */
    AnomalyAnswer: {
      data: components['schemas']['AnomalyState'];
      meta: components['schemas']['Published'];
    };
    /**
     * AnomalyLine
     * @description An application that costs unlike the months before; all about it: /anomalies.
     */
    AnomalyLine: {
      /**
       * Anomalyid
       * Format: uuid
       */
      anomalyId: string;
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /**
       * Cost
       * Format: decimal
       * @example 1843221.407312
       */
      cost: Amount;
      /**
       * Deviation
       * Format: decimal
       * @example 1843221.407312
       */
      deviation: Amount;
      /**
       * Direction
       * @enum {string}
       */
      direction: 'high' | 'low';
      /**
       * Expected
       * Format: decimal
       * @example 1843221.407312
       */
      expected: Amount;
      /**
       * Score
       * Format: decimal
       * @example 1843221.407312
       */
      score: Amount;
    };
    /**
     * AnomalyState
     * @description Whether somebody knows of an anomaly.
     */
    AnomalyState: {
      acknowledged: components['schemas']['Acknowledgement'] | null;
      /**
       * Anomalyid
       * Format: uuid
       */
      anomalyId: string;
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /**
       * Firstseen
       * Format: date-time
       */
      firstSeen: string;
      /**
       * Goneat
       * @description since when the figures show it no more
       */
      goneAt: string | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Pricingview */
      pricingView: string;
    };
    /**
     * AnomalySummary
     * @description The month's anomalies.
     */
    AnomalySummary: {
      /** Acknowledged */
      acknowledged: number;
      /** Count */
      count: number;
      /**
       * Top
       * @description the three that deviate most and that nobody acknowledged
       */
      top: components['schemas']['AnomalyLine'][];
    };
    /**
     * AnomalyTotal
     * @description Over everything that the filters let through, whatever page is shown.
     */
    AnomalyTotal: {
      /** Acknowledged */
      acknowledged: number;
      /** Anomalies */
      anomalies: number;
      /**
       * Deviation
       * Format: decimal
       * @example 1843221.407312
       */
      deviation: Amount;
      /** High */
      high: number;
      /** Low */
      low: number;
    };
    /**
     * Application
     * @description One application.
     */
    Application: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domains */
      domains: components['schemas']['Line'][];
      /** Environments */
      environments: components['schemas']['EnvironmentCost'][];
      /** Families */
      families: components['schemas']['Line'][];
      /** Metric */
      metric: string | null;
      /**
       * Othereffect
       * @description what has no price, or whose domain is not published, then or now; null: nothing to compare
       */
      otherEffect: Amount | null;
      /** Owner */
      owner: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Priceeffect
       * @description what the prices of now make of the quantities of now
       */
      priceEffect: Amount | null;
      /** Products */
      products: components['schemas']['Line'][];
      /** Quantity */
      quantity: Amount | null;
      /**
       * Quantityeffect
       * @description at the prices of then: more or less consumed, begun, ended; null: no price known both then and now
       */
      quantityEffect: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Retiredat */
      retiredAt: string | null;
      /** Unit */
      unit: string | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * ApplicationAnswer
     * @description One application.
     */
    ApplicationAnswer: {
      data: components['schemas']['Application'];
      meta: components['schemas']['ComparedMeta'];
    };
    /**
     * ApplicationChange
     * @description Of one application, all months together.
     */
    ApplicationChange: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /** Costafter */
      costAfter: Amount | null;
      /** Costbefore */
      costBefore: Amount | null;
      /**
       * Delta
       * Format: decimal
       * @example 1843221.407312
       */
      delta: Amount;
      /** Newlypriced */
      newlyPriced: components['schemas']['MetricQuantity'][];
      /** Newlyunpriced */
      newlyUnpriced: components['schemas']['MetricQuantity'][];
    };
    /**
     * ApplicationChanges
     * @description How many applications, and those that change most.
     */
    ApplicationChanges: {
      /** Count */
      count: number;
      /** Largest */
      largest: components['schemas']['ApplicationChange'][];
    };
    /**
     * ApplicationCost
     * @description What one application costs. `reserved`: the part that no application could be found for.
     */
    ApplicationCost: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Metric */
      metric: string | null;
      /** Owner */
      owner: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Quantity */
      quantity: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * ApplicationLine
     * @description What one application costs. `reserved`: the part that no application could be found for.
     */
    ApplicationLine: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /**
       * Entities
       * @description how many entities have a cost of it
       */
      entities: number;
      /** Owner */
      owner: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * ApplicationsAnswer
     * @description Costs by application; `unallocated` is last.
     */
    ApplicationsAnswer: {
      /** Data */
      data: components['schemas']['ApplicationCost'][];
      meta: components['schemas']['ComparedMeta'];
    };
    /**
     * AuditAnswer
     * @description What admins did, the latest first.
     */
    AuditAnswer: {
      /** Data */
      data: components['schemas']['AuditEntry'][];
      meta: components['schemas']['PublishedPage'];
    };
    /**
     * AuditEntry
     * @description One thing that an admin did, or asked for.
     */
    AuditEntry: {
      /**
       * Action
       * @example period.closed
       */
      action: string;
      /** Actor */
      actor: string;
      /**
       * At
       * Format: date-time
       */
      at: string;
      /** Auditid */
      auditId: number;
      /**
       * Details
       * @description an object, as the action has it; in CSV as JSON
       */
      details: unknown;
      /** Reason */
      reason: string | null;
      /**
       * Target
       * @description what it was done to: a run, a month, a domain, `source system/foreign key`
       */
      target: string;
    };
    /**
     * BudgetChange
     * @description One line that is added (`before` null), removed (`after` null) or changed.
     */
    BudgetChange: {
      /** After */
      after: Amount | null;
      /** Before */
      before: Amount | null;
      /**
       * Month
       * @example 2026-10
       */
      month: string;
      /**
       * Scope
       * @enum {string}
       */
      scope: 'entity' | 'domain' | 'family' | 'product' | 'application';
      /** Scopeid */
      scopeId: string;
    };
    /**
     * BudgetChanges
     * @description What a new version changes.
     */
    BudgetChanges: {
      /** Added */
      added: number;
      /** Changed */
      changed: number;
      /**
       * Changes
       * @description the first 1000
       */
      changes: components['schemas']['BudgetChange'][];
      /** Dryrun */
      dryRun: boolean;
      /**
       * Isnew
       * @description false: it is what is in force already, and no version was made
       */
      isNew: boolean;
      /** Lines */
      lines: number;
      /** Months */
      months: components['schemas']['BudgetTotal'][];
      /** Pricingview */
      pricingView: string;
      /** Removed */
      removed: number;
      /** Unchanged */
      unchanged: number;
      /**
       * Version
       * @description in force now; null: none
       */
      version: number | null;
    };
    /**
     * BudgetChangesAnswer
     * @description What a new version changes.
     */
    BudgetChangesAnswer: {
      data: components['schemas']['BudgetChanges'];
      meta: components['schemas']['Published'];
    };
    /**
     * BudgetLine
     * @description What one scope may cost in one month.
     */
    BudgetLine: {
      /**
       * Amount
       * Format: decimal
       * @example 1843221.407312
       */
      amount: Amount;
      /**
       * Month
       * @example 2026-10
       */
      month: string;
      /**
       * Scope
       * @enum {string}
       */
      scope: 'entity' | 'domain' | 'family' | 'product' | 'application';
      /** Scopeid */
      scopeId: string;
    };
    /**
     * BudgetLineRequest
     * @description What one scope may cost in one month; checked like a line of a table, so that all that is wrong is named.
     */
    BudgetLineRequest: {
      /**
       * Amount
       * @description in the view's currency, from 0, at most 12 decimals
       */
      amount: number | string;
      /**
       * Month
       * @example 2026-10
       */
      month: string;
      /**
       * Scope
       * @description entity, domain, family, product or application
       */
      scope: string;
      /**
       * Scopeid
       * @description may be left out for the entity
       * @default null
       */
      scopeId?: string | null;
    };
    /**
     * BudgetRequest
     * @description Every budget of a pricing view, as it shall be from now on; what is left out is no longer budgeted.
     */
    BudgetRequest: {
      /** Lines */
      lines: components['schemas']['BudgetLineRequest'][];
      /**
       * Reason
       * @description or the parameter; needed but for a dry run
       * @default null
       */
      reason?: string | null;
    };
    /**
     * Budgets
     * @description One version with its lines, which a PUT takes back.
     */
    Budgets: {
      /** Author */
      author: string;
      /** Fiscalyearstart */
      fiscalYearStart: number;
      /** Inforce */
      inForce: boolean;
      /** Lines */
      lines: components['schemas']['BudgetLine'][];
      /** Pricingview */
      pricingView: string;
      /**
       * Publishedat
       * Format: date-time
       */
      publishedAt: string;
      /** Reason */
      reason: string;
      /** Version */
      version: number;
    };
    /**
     * BudgetsAnswer
     * @description One version.
     */
    BudgetsAnswer: {
      data: components['schemas']['Budgets'];
      meta: components['schemas']['Published'];
    };
    /**
     * BudgetStanding
     * @description One scope's budgets beside what it costs. Scopes overlap: nothing here adds up to a total.
     */
    BudgetStanding: {
      month: components['schemas']['MonthStanding'];
      /**
       * Scope
       * @enum {string}
       */
      scope: 'entity' | 'domain' | 'family' | 'product' | 'application';
      /** Scopeid */
      scopeId: string;
      /** Scopelabel */
      scopeLabel: string;
      /**
       * Status
       * @description over: to date more than its budget; at_risk: the year is forecast over its budget; none: no budget
       * @enum {string}
       */
      status: 'under' | 'at_risk' | 'over' | 'none';
      toDate: components['schemas']['ToDateStanding'];
      year: components['schemas']['YearStanding'];
    };
    /**
     * BudgetTotal
     * @description What the budgets of one kind of scope add up to in one month; null: none.
     */
    BudgetTotal: {
      /** After */
      after: Amount | null;
      /** Before */
      before: Amount | null;
      /**
       * Month
       * @example 2026-10
       */
      month: string;
      /**
       * Scope
       * @enum {string}
       */
      scope: 'entity' | 'domain' | 'family' | 'product' | 'application';
    };
    /**
     * BudgetVersion
     * @description One version of a pricing view's budgets.
     */
    BudgetVersion: {
      /** Author */
      author: string;
      /**
       * Fiscalyearstart
       * @description the month (1 to 12) that its years begin with
       */
      fiscalYearStart: number;
      /** From */
      from: string | null;
      /** Inforce */
      inForce: boolean;
      /** Lines */
      lines: number;
      /** Pricingview */
      pricingView: string;
      /**
       * Publishedat
       * Format: date-time
       */
      publishedAt: string;
      /** Reason */
      reason: string;
      /** To */
      to: string | null;
      /** Version */
      version: number;
    };
    /**
     * BudgetVersionsAnswer
     * @description Every version, the latest of each pricing view first.
     */
    BudgetVersionsAnswer: {
      /** Data */
      data: components['schemas']['BudgetVersion'][];
      meta: components['schemas']['Published'];
    };
    /**
     * CalendarMonth
     * @description One month of all entities.
     */
    CalendarMonth: {
      counts: components['schemas']['MonthCounts'];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
    };
    /**
     * Caller
     * @description Somebody, by their token and what its issuer says of them.
     */
    Caller: {
      /**
       * Entityid
       * @description the entity that this API is of
       */
      entityId: string;
      /**
       * Roles
       * @description those that count here, in alphabetical order
       */
      roles: (
        | 'Rosetta_Admin'
        | 'Rosetta_FinOps_Admin'
        | 'Rosetta_Group'
        | 'Rosetta_Referentiel_Admin'
        | 'Rosetta_User'
      )[];
      /**
       * Subject
       * @description as the audit log names them
       */
      subject: string;
    };
    /**
     * CallerAnswer
     * @description No `meta`: nothing of it is of a publication.
     */
    CallerAnswer: {
      data: components['schemas']['Caller'];
    };
    /**
     * CancellationRequest
     * @description Stop a run: nothing of it is published.
     */
    CancellationRequest: {
      /** Reason */
      reason: string;
    };
    /**
     * Changes
     * @description What a draft would change, and what keeps it from being published. With conflicts nothing can be reckoned.
     */
    Changes: {
      applications: components['schemas']['ApplicationChanges'];
      /**
       * Closedperiods
       * @description closed months whose figures would change
       */
      closedPeriods: string[];
      conflicts: components['schemas']['Conflicts'];
      /** Domains */
      domains: components['schemas']['DomainChange'][];
      /** Months */
      months: components['schemas']['MonthChange'][];
      rateChanges: components['schemas']['RateChanges'];
      valuedMetrics: components['schemas']['ValuedMetrics'];
    };
    /**
     * Check
     * @description One item of the activation checklist.
     */
    Check: {
      /**
       * Key
       * @enum {string}
       */
      key:
        | 'settings_valid'
        | 'source_answers'
        | 'dry_run_reconciled'
        | 'prices_present'
        | 'labels_and_quality';
      /**
       * Message
       * @description what was found, or what to do
       */
      message: string;
      /** Ok */
      ok: boolean;
    };
    /**
     * CheckedPrices
     * @description How one month is valued by one pricing view in use.
     */
    CheckedPrices: {
      /**
       * Keys
       * @description the first of them: product or domain, and metric; empty after a real run
       */
      keys: string[];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Pricingviewid */
      pricingViewId: string;
      /**
       * Unpriced
       * @description facts of those that no price is found for
       */
      unpriced: number;
      /**
       * Valued
       * @description facts of metrics that the view values
       */
      valued: number;
      /** Version */
      version: number;
    };
    /**
     * CheckedTotal
     * @description How one metric of one month came out. Shares are of the source's total, from 0 to 1, where that is not 0.
     */
    CheckedTotal: {
      /** Balanced */
      balanced: boolean;
      /** Metric */
      metric: string;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Rejected
       * Format: decimal
       * @example 1843221.407312
       */
      rejected: Amount;
      /** Rejectedshare */
      rejectedShare: Amount | null;
      /**
       * Source
       * Format: decimal
       * @example 1843221.407312
       */
      source: Amount;
      /** Unallocated */
      unallocated: Amount | null;
      /** Unallocatedshare */
      unallocatedShare: Amount | null;
    };
    /**
     * Checklist
     * @description What should hold before a domain is enabled.
     */
    Checklist: {
      /** @description null: no run with the present settings has ended */
      evidence: components['schemas']['Evidence'] | null;
      /** Items */
      items: components['schemas']['Check'][];
      /**
       * Ready
       * @description every item is met
       */
      ready: boolean;
    };
    /**
     * ClosingCheck
     * @description One item of the closing checklist.
     */
    ClosingCheck: {
      /**
       * Binding
       * @description stands against closing, whatever the reason
       */
      binding: boolean;
      /**
       * Key
       * @enum {string}
       */
      key:
        | 'month_over'
        | 'earlier_months_closed'
        | 'no_run_under_way'
        | 'prices_in_force'
        | 'products_placed'
        | 'published'
        | 'complete'
        | 'priced';
      /**
       * Message
       * @description what was found, or what to do
       */
      message: string;
      /** Ok */
      ok: boolean;
    };
    /**
     * ClosingChecklist
     * @description What should hold before a month is closed.
     */
    ClosingChecklist: {
      /** Items */
      items: components['schemas']['ClosingCheck'][];
      /** Ready */
      ready: boolean;
    };
    /**
     * ClosureRequest
     * @description Close a month; a reason is needed when its checklist is not met.
     */
    ClosureRequest: {
      /**
       * Reason
       * @default null
       */
      reason?: string | null;
    };
    /**
     * ComparedMeta
     * @description With what the costs are compared with.
     */
    ComparedMeta: {
      /** Asof */
      asOf: string | null;
      /** @description null: nothing is published then or now */
      comparedWith: components['schemas']['ComparedWith'] | null;
      /**
       * Complete
       * @description published, and no domain is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /** Generation */
      generation: number;
      /** Missing */
      missing: components['schemas']['Missing'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['Total'];
    };
    /**
     * ComparedViews
     * @description One row; the keys of what it is not of are null.
     */
    ComparedViews: {
      /** Applicationid */
      applicationId: string | null;
      /** Applicationlabel */
      applicationLabel: string | null;
      /**
       * Costs
       * @description in the order that the views were asked for
       */
      costs: components['schemas']['ViewCost'][];
      /** Domainid */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Domainmode */
      domainMode: ('DIRECT' | 'INDIRECT') | null;
      /** Familyid */
      familyId: string | null;
      /** Familylabel */
      familyLabel: string | null;
      /** Owner */
      owner: string | null;
      /** Period */
      period: string | null;
      /** Productid */
      productId: string | null;
      /** Productlabel */
      productLabel: string | null;
      /** Reserved */
      reserved: boolean;
    };
    /**
     * ComparedWith
     * @description The months that `previousCost` and `delta` are of.
     */
    ComparedWith: {
      /**
       * From
       * @example 2026-10
       */
      from: string;
      /**
       * To
       * @example 2026-10
       */
      to: string;
    };
    /**
     * ComparisonAnswer
     * @description Budgets beside costs.
     */
    ComparisonAnswer: {
      /** Data */
      data: components['schemas']['BudgetStanding'][];
      meta: components['schemas']['ComparisonMeta'];
    };
    /**
     * ComparisonMeta
     * @description With the year that is compared, and the version of budgets in force (null: none).
     */
    ComparisonMeta: {
      /** Asof */
      asOf: string | null;
      /** Budgetversion */
      budgetVersion: number | null;
      /**
       * Complete
       * @description published, and no domain is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /** Generation */
      generation: number;
      /** Missing */
      missing: components['schemas']['Missing'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      /** Yearfrom */
      yearFrom: string | null;
      /** Yearto */
      yearTo: string | null;
    };
    /**
     * CompletenessAnswer
     * @description A calendar: each month that is expected of each entity.
     */
    CompletenessAnswer: {
      /** Data */
      data: components['schemas']['ExpectedMonth'][];
      meta: components['schemas']['CompletenessMeta'];
    };
    /**
     * CompletenessCounts
     * @description Of the month's entities: those expected, and by what came of them; as `MonthState`, no clock is asked.
     */
    CompletenessCounts: {
      /** Closed */
      closed: number;
      /** Expected */
      expected: number;
      /** Missing */
      missing: number;
      /** Partial */
      partial: number;
      /** Received */
      received: number;
    };
    /**
     * CompletenessMeta
     * @description As it is `at` this moment: months become late without a publication.
     */
    CompletenessMeta: {
      /** Asof */
      asOf: string | null;
      /**
       * At
       * Format: date-time
       */
      at: string;
      counts: components['schemas']['MonthCounts'];
      /**
       * From
       * @example 2026-10
       */
      from: string;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /** Months */
      months: components['schemas']['CalendarMonth'][];
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /**
       * To
       * @example 2026-10
       */
      to: string;
    };
    /**
     * Concentration
     * @description How few applications make most of the cost; what is unallocated, and what costs nothing or less, is left out.
     */
    Concentration: {
      /**
       * Applications
       * @description the fewest that do
       */
      applications: number;
      /**
       * Cost
       * Format: decimal
       * @example 1843221.407312
       */
      cost: Amount;
      /** Ofapplications */
      ofApplications: number;
      /**
       * Ofcost
       * Format: decimal
       * @example 1843221.407312
       */
      ofCost: Amount;
      /**
       * Threshold
       * @description the part of `ofCost` that they make, or more
       */
      threshold: number | string;
    };
    /**
     * Conflict
     * @description Two prices of one key and metric that both say something for a month; `other*`: the one that begins first.
     */
    Conflict: {
      /**
       * At
       * @description where both stand in what was sent, where that is known
       */
      at: string[] | null;
      /** Domainid */
      domainId: string | null;
      /**
       * Firstmonth
       * @example 2026-10
       */
      firstMonth: string;
      /** Lastmonth */
      lastMonth: string | null;
      /** Metric */
      metric: string;
      /**
       * Otherfirstmonth
       * @example 2026-10
       */
      otherFirstMonth: string;
      /** Otherlastmonth */
      otherLastMonth: string | null;
      /** Productid */
      productId: string | null;
    };
    /**
     * Conflicts
     * @description How many, and the first hundred.
     */
    Conflicts: {
      /** Count */
      count: number;
      /** First */
      first: components['schemas']['Conflict'][];
    };
    /**
     * ConformityAnswer
     * @description Findings, blocking ones first.
     */
    ConformityAnswer: {
      /** Data */
      data: components['schemas']['Finding'][];
      meta: components['schemas']['ConformityMeta'];
    };
    /**
     * ConformityMeta
     * @description Which exchanges the findings are of.
     */
    ConformityMeta: {
      /** Asof */
      asOf: string | null;
      counts: components['schemas']['FindingCounts'];
      /** Exchanges */
      exchanges: components['schemas']['JudgedExchange'][];
      /** From */
      from: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      page: components['schemas']['Page'];
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
    };
    /**
     * Connector
     * @description What one function can read, and the settings that this takes.
     */
    Connector: {
      /**
       * Answers
       * @enum {string}
       */
      answers: 'period' | 'snapshot';
      /**
       * Configschema
       * @description JSON Schema, Draft 2020-12
       */
      configSchema: unknown;
      /** Connector */
      connector: string;
      /**
       * Ingestfunction
       * @enum {string}
       */
      ingestFunction:
        | 'ingest_open'
        | 'ingest_cloud'
        | 'ingest_native'
        | 'load_facts';
      /**
       * Registeredat
       * Format: date-time
       */
      registeredAt: string;
      /** Version */
      version: string;
    };
    /**
     * ConnectorsAnswer
     * @description Every connector that a function registered.
     */
    ConnectorsAnswer: {
      /** Data */
      data: components['schemas']['Connector'][];
      meta: components['schemas']['Published'];
    };
    /**
     * CostMeta
     * @description With what the costs add up to.
     */
    CostMeta: {
      /** Asof */
      asOf: string | null;
      /**
       * Complete
       * @description published, and no domain is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /** Generation */
      generation: number;
      /** Missing */
      missing: components['schemas']['Missing'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['Total'];
    };
    /**
     * Dashboard
     * @description One month at a glance.
     */
    Dashboard: {
      /**
       * Allocatedshare
       * @description part of the cost that has an application, from 0 to 1; null for a cost of 0 or null
       */
      allocatedShare: Amount | null;
      /** @description null with an environment: anomalies are of all of them */
      anomalies: components['schemas']['AnomalySummary'] | null;
      /** @description null with a filter, or where the entity has none in that year */
      budget: components['schemas']['EntityBudget'] | null;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** @description null with a filter, or where nothing can be known */
      forecast: components['schemas']['Forecast'] | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Samemonthlastyear */
      sameMonthLastYear: Amount | null;
      /** Topapplications */
      topApplications: components['schemas']['TopLine'][];
      /** Topdomains */
      topDomains: components['schemas']['TopLine'][];
      /** Topfamilies */
      topFamilies: components['schemas']['TopLine'][];
      /**
       * Trend
       * @description 13 months up to this one; empty when it is not published
       */
      trend: components['schemas']['TrendPoint'][];
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
      /**
       * Yearfrom
       * @description first month of the fiscal year; null when the month is not published
       */
      yearFrom: string | null;
      /**
       * Yeartodate
       * @description from the first month of the fiscal year
       */
      yearToDate: Amount | null;
    };
    /**
     * DashboardAnswer
     * @description One month at a glance.
     */
    DashboardAnswer: {
      data: components['schemas']['Dashboard'];
      meta: components['schemas']['ComparedMeta'];
    };
    /**
     * DeactivationRequest
     * @description Disable a domain: what is published stays, no later run plans it.
     */
    DeactivationRequest: {
      /** Reason */
      reason: string;
    };
    /**
     * Domain
     * @description One domain.
     */
    Domain: {
      /**
       * Applications
       * @description the first `limit` of them; all: /applications?domain=
       */
      applications: components['schemas']['ApplicationCost'][];
      /**
       * Availablefrom
       * @example 2026-10
       */
      availableFrom: string;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Families */
      families: components['schemas']['FamilyCost'][];
      /** Indirectlabel */
      indirectLabel: string | null;
      /** Indirectmethodkey */
      indirectMethodKey: string | null;
      /** Isenabled */
      isEnabled: boolean;
      /** Metric */
      metric: string | null;
      /**
       * Othereffect
       * @description what has no price, or whose domain is not published, then or now; null: nothing to compare
       */
      otherEffect: Amount | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Priceeffect
       * @description what the prices of now make of the quantities of now
       */
      priceEffect: Amount | null;
      /**
       * Quantities
       * @description null with an application filter
       */
      quantities: components['schemas']['Quantity'][] | null;
      /** Quantity */
      quantity: Amount | null;
      /**
       * Quantityeffect
       * @description at the prices of then: more or less consumed, begun, ended; null: no price known both then and now
       */
      quantityEffect: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * DomainAnswer
     * @description One domain.
     */
    DomainAnswer: {
      data: components['schemas']['Domain'];
      meta: components['schemas']['ComparedMeta'];
    };
    /**
     * DomainChange
     * @description Of one month and domain.
     */
    DomainChange: {
      /** Costafter */
      costAfter: Amount | null;
      /** Costbefore */
      costBefore: Amount | null;
      /**
       * Delta
       * Format: decimal
       * @example 1843221.407312
       */
      delta: Amount;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /** Newlypriced */
      newlyPriced: components['schemas']['MetricQuantity'][];
      /** Newlyunpriced */
      newlyUnpriced: components['schemas']['MetricQuantity'][];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
    };
    /**
     * DomainCost
     * @description What one domain costs.
     */
    DomainCost: {
      /**
       * Allocatedshare
       * @description part of the cost that has an application, from 0 to 1; null for a cost of 0 or null, and with an application filter
       */
      allocatedShare: Amount | null;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Metric */
      metric: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Quantity */
      quantity: Amount | null;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * DomainLine
     * @description What one domain costs.
     */
    DomainLine: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Share */
      share: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * DomainRequest
     * @description A domain as it shall be, whole: what is left out is unset. A new one is not enabled.
     */
    DomainRequest: {
      /**
       * Availablefrom
       * @description first month with data
       * @example 2026-10
       */
      availableFrom: string;
      /** Connector */
      connector: string;
      /**
       * Connectorconfig
       * @description checked against what the connector accepts
       */
      connectorConfig: {
        [key: string]: unknown;
      };
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @default DIRECT
       * @enum {string}
       */
      domainMode?: 'DIRECT' | 'INDIRECT';
      /**
       * Failurepolicy
       * @description null: FINOPS_FAILURE_POLICY decides
       * @default null
       */
      failurePolicy?: ('strict' | 'tolerant') | null;
      /**
       * Indirectlabel
       * @description INDIRECT only, and then needed
       * @default null
       */
      indirectLabel?: string | null;
      /**
       * Indirectmethodkey
       * @description INDIRECT only, and then needed
       * @default null
       */
      indirectMethodKey?: string | null;
      /**
       * Ingestfunction
       * @enum {string}
       */
      ingestFunction:
        | 'ingest_open'
        | 'ingest_cloud'
        | 'ingest_native'
        | 'load_facts';
      /**
       * Reason
       * @description kept in the audit log
       * @default null
       */
      reason?: string | null;
    };
    /**
     * DomainsAnswer
     * @description Costs by domain.
     */
    DomainsAnswer: {
      /** Data */
      data: components['schemas']['DomainCost'][];
      meta: components['schemas']['ComparedMeta'];
    };
    /**
     * DomainState
     * @description How far a domain is published.
     */
    DomainState: {
      /** Asof */
      asOf: string | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Isenabled */
      isEnabled: boolean;
      /** Latestperiod */
      latestPeriod: string | null;
    };
    /**
     * Draft
     * @description A draft as it was stored, or would be.
     */
    Draft: {
      /**
       * Checksum
       * @description of all that the draft says: metrics and prices
       */
      checksum: string;
      conflicts: components['schemas']['Conflicts'];
      /** Dryrun */
      dryRun: boolean;
      /** Metrics */
      metrics: string[];
      /** Prices */
      prices: number;
      /** Pricingview */
      pricingView: string;
      /** Version */
      version: number;
    };
    /**
     * DraftRequest
     * @description A draft, whole. Every metric named is valued; what has no price of its own or rate is unpriced.
     */
    DraftRequest: {
      /**
       * Metrics
       * @default []
       */
      metrics?: string[];
      /**
       * Prices
       * @default []
       */
      prices?: components['schemas']['PriceRequest'][];
    };
    /**
     * DryRunChange
     * @description What a dry run says would change of one domain and month, in the default pricing view.
     */
    DryRunChange: {
      /**
       * Applicationschanged
       * @description whose cost would change by more than a tenth
       */
      applicationsChanged: number | null;
      /** Costafter */
      costAfter: Amount | null;
      /**
       * Costbefore
       * @description null: nothing of it has a price
       */
      costBefore: Amount | null;
      /** Costdelta */
      costDelta: Amount | null;
      /** Currency */
      currency: string | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Quantities */
      quantities: components['schemas']['QuantityChange'][];
      /** Rowsafter */
      rowsAfter: number;
      /** Rowsbefore */
      rowsBefore: number;
      /** Rowsdelta */
      rowsDelta: number;
    };
    /**
     * EntitiesAnswer
     * @description Entities beside each other.
     */
    EntitiesAnswer: {
      /** Data */
      data: components['schemas']['EntityCost'][];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * EntityAnswer
     * @description One entity.
     */
    EntityAnswer: {
      data: components['schemas']['EntityDetail'];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * EntityBudget
     * @description The entity's budgets beside what they are to cover: of the year's months, those with a budget.
     */
    EntityBudget: {
      /** Month */
      month: Amount | null;
      /**
       * Status
       * @description at_risk: by the forecast of the year
       * @enum {string}
       */
      status: 'under' | 'at_risk' | 'over';
      /** Todate */
      toDate: Amount | null;
      /** Todatecost */
      toDateCost: Amount | null;
      /**
       * Year
       * Format: decimal
       * @example 1843221.407312
       */
      year: Amount;
      /** Yearforecast */
      yearForecast: Amount | null;
    };
    /**
     * EntityCost
     * @description One entity beside the others.
     */
    EntityCost: {
      /**
       * Allocatedshare
       * @description part of the cost that has an application, from 0 to 1
       */
      allocatedShare: Amount | null;
      /**
       * Applications
       * @description how many applications have a cost
       */
      applications: number;
      /** Cost */
      cost: Amount | null;
      /**
       * Costperapplication
       * @description allocated cost by the number of applications
       */
      costPerApplication: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Publishedmonths */
      publishedMonths: number;
      /** Share */
      share: Amount | null;
      /**
       * Status
       * @description of the months asked for, the worst of them; null: nothing is expected of it, nor published
       */
      status: ('missing' | 'partial' | 'received' | 'closed') | null;
      /** Unallocatedcost */
      unallocatedCost: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * EntityDetail
     * @description One entity of the group.
     */
    EntityDetail: {
      /** Allocatedshare */
      allocatedShare: Amount | null;
      /** Applicationcount */
      applicationCount: number;
      /**
       * Applications
       * @description the costliest
       */
      applications: components['schemas']['ApplicationLine'][];
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domains */
      domains: components['schemas']['DomainLine'][];
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /** @description of the last month asked for; null: none is published */
      exchange: components['schemas']['ShownExchange'] | null;
      /** Firstmonth */
      firstMonth: string | null;
      /** Lastmonth */
      lastMonth: string | null;
      /**
       * Member
       * @description of the release that counts
       */
      member: boolean;
      /**
       * Months
       * @description 13 months up to the last one asked for
       */
      months: components['schemas']['EntityMonth'][];
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Status
       * @description of the last month asked for
       */
      status: ('missing' | 'partial' | 'received' | 'closed') | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * EntityLine
     * @description What one entity costs.
     */
    EntityLine: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Share */
      share: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * EntityMonth
     * @description One month of one entity; status null: not expected, and not there.
     */
    EntityMonth: {
      /** Cost */
      cost: Amount | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Status */
      status: ('missing' | 'partial' | 'received' | 'closed') | null;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * EnvironmentCost
     * @description What is spent in one environment.
     */
    EnvironmentCost: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Environment */
      environment: string;
      /** Metric */
      metric: string | null;
      /**
       * Othereffect
       * @description what has no price, or whose domain is not published, then or now; null: nothing to compare
       */
      otherEffect: Amount | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Priceeffect
       * @description what the prices of now make of the quantities of now
       */
      priceEffect: Amount | null;
      /** Quantity */
      quantity: Amount | null;
      /**
       * Quantityeffect
       * @description at the prices of then: more or less consumed, begun, ended; null: no price known both then and now
       */
      quantityEffect: Amount | null;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * Evidence
     * @description The run that the checklist is judged by: the last ended one with the domain's present settings.
     */
    Evidence: {
      /** Dryrun */
      dryRun: boolean;
      /** Prices */
      prices: components['schemas']['CheckedPrices'][];
      /**
       * Runid
       * Format: uuid
       */
      runId: string;
      /**
       * Startedat
       * Format: date-time
       */
      startedAt: string;
      /**
       * Status
       * @enum {string}
       */
      status: 'SUCCESS' | 'FAILED';
      /** Totals */
      totals: components['schemas']['CheckedTotal'][];
    };
    /**
     * ExpectedMonth
     * @description A month that is expected of an entity.
     */
    ExpectedMonth: {
      /**
       * Cutoffat
       * Format: date-time
       */
      cutOffAt: string;
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Exchangeid
       * @description what is shown; null: nothing
       */
      exchangeId: string | null;
      /**
       * Islate
       * @description it is late, or came so
       */
      isLate: boolean;
      /** Ispastcutoff */
      isPastCutOff: boolean;
      /** Lasterror */
      lastError: string | null;
      /** Lastexchangeid */
      lastExchangeId: string | null;
      /**
       * Laststatus
       * @description of the latest exchange, which may have been refused
       */
      lastStatus:
        | (
            | 'RECEIVING'
            | 'LOADED'
            | 'PUBLISHED'
            | 'REFUSED'
            | 'SUPERSEDED'
            | 'FAILED'
            | 'ABANDONED'
          )
        | null;
      /** Missing */
      missing: components['schemas']['MissingDomain'][];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Publishedat */
      publishedAt: string | null;
      /** Runid */
      runId: string | null;
      /**
       * Status
       * @description expected: nothing yet; late: nothing, and past the cut-off; partial: the entity lacks domains
       * @enum {string}
       */
      status: 'expected' | 'late' | 'received' | 'partial' | 'closed';
    };
    /**
     * Explanation
     * @description A product's part in the deviation. `(none)`: the INDIRECT domain that is named.
     */
    Explanation: {
      /**
       * Delta
       * Format: decimal
       * @example 1843221.407312
       */
      delta: Amount;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
      /**
       * Share
       * @description of the deviation
       */
      share: Amount | null;
    };
    /**
     * Export
     * @description One month: what the group has of it, and whether it is to be sent. `status` is what the group last said.
     */
    Export: {
      /**
       * Acknowledgedat
       * @description when the group last had it whole
       */
      acknowledgedAt: string | null;
      /**
       * Attempts
       * @description failed ones, since the last that was taken
       */
      attempts: number;
      /**
       * Blockingfindings
       * @description where the referential is not the official one, and that blocks
       */
      blockingFindings: number;
      /** Errorcode */
      errorCode: string | null;
      /** Errorsummary */
      errorSummary: string | null;
      /** Exchangeid */
      exchangeId: string | null;
      /**
       * Findings
       * @description at most 500 are kept
       */
      findings: number;
      /** Nextattemptat */
      nextAttemptAt: string | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Release
       * @description the group's release that it was compared with
       */
      release: number | null;
      /**
       * Requestedby
       * @description who asked for it to be sent again
       */
      requestedBy: string | null;
      /**
       * Sentclosed
       * @description as a closed month
       */
      sentClosed: boolean | null;
      /**
       * Sentgeneration
       * @description the publication that the group was sent
       */
      sentGeneration: number | null;
      /**
       * Status
       * @description null: it was never taken
       */
      status:
        | (
            | 'RECEIVING'
            | 'LOADED'
            | 'PUBLISHED'
            | 'REFUSED'
            | 'SUPERSEDED'
            | 'FAILED'
            | 'ABANDONED'
          )
        | null;
      /**
       * Wanted
       * @description to be sent
       */
      wanted: boolean;
      /**
       * Wantedsince
       * @description null: nothing is to be sent
       */
      wantedSince: string | null;
    };
    /**
     * ExportRequest
     * @description Send these published months to the group again: `periods`, or every published one `from` a month `to` another.
     */
    ExportRequest: {
      /**
       * From
       * @default null
       */
      from?: string | null;
      /**
       * Periods
       * @default []
       */
      periods?: string[];
      /**
       * Reason
       * @default null
       */
      reason?: string | null;
      /**
       * To
       * @default null
       */
      to?: string | null;
    };
    /**
     * ExportRequested
     * @description What was asked for; follow it at the answer's Location.
     */
    ExportRequested: {
      /**
       * Eventid
       * Format: uuid
       */
      eventId: string;
      /** Periods */
      periods: string[];
      /**
       * Status
       * @constant
       */
      status: 'REQUESTED';
    };
    /**
     * ExportRequestedAnswer
     * @description What a request for an export is answered with.
     */
    ExportRequestedAnswer: {
      data: components['schemas']['ExportRequested'];
    };
    /**
     * ExportsAnswer
     * @description Months, the newest first.
     */
    ExportsAnswer: {
      /** Data */
      data: components['schemas']['Export'][];
      meta: components['schemas']['PublishedPage'];
    };
    /**
     * FamiliesAnswer
     * @description Costs by family; `unmapped` is last.
     */
    FamiliesAnswer: {
      /** Data */
      data: components['schemas']['ListedFamily'][];
      meta: components['schemas']['ComparedMeta'];
    };
    /**
     * Family
     * @description One family.
     */
    Family: {
      /**
       * Applications
       * @description the first `limit` of them; all: /applications?product=
       */
      applications: components['schemas']['ApplicationCost'][];
      /** @description null: no application has a cost above 0 */
      concentration: components['schemas']['Concentration'] | null;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /**
       * Domainid
       * @description where it is now; null for what is in any domain
       */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Domainmode */
      domainMode: ('DIRECT' | 'INDIRECT') | null;
      /** Environments */
      environments: components['schemas']['EnvironmentCost'][];
      /** Familyid */
      familyId: string;
      /** Familylabel */
      familyLabel: string;
      /** Metric */
      metric: string | null;
      /**
       * Othereffect
       * @description what has no price, or whose domain is not published, then or now; null: nothing to compare
       */
      otherEffect: Amount | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Priceeffect
       * @description what the prices of now make of the quantities of now
       */
      priceEffect: Amount | null;
      /** Products */
      products: components['schemas']['FamilyProduct'][];
      /**
       * Quantities
       * @description null with an application filter
       */
      quantities: components['schemas']['Quantity'][] | null;
      /** Quantity */
      quantity: Amount | null;
      /**
       * Quantityeffect
       * @description at the prices of then: more or less consumed, begun, ended; null: no price known both then and now
       */
      quantityEffect: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Retiredat */
      retiredAt: string | null;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * FamilyAnswer
     * @description One family.
     */
    FamilyAnswer: {
      data: components['schemas']['Family'];
      meta: components['schemas']['ComparedMeta'];
    };
    /**
     * FamilyCost
     * @description What one family costs. `(none)`: INDIRECT costs; `unmapped`: no product could be found.
     */
    FamilyCost: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Familyid */
      familyId: string;
      /** Familylabel */
      familyLabel: string;
      /** Metric */
      metric: string | null;
      /**
       * Othereffect
       * @description what has no price, or whose domain is not published, then or now; null: nothing to compare
       */
      otherEffect: Amount | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Priceeffect
       * @description what the prices of now make of the quantities of now
       */
      priceEffect: Amount | null;
      /** Quantity */
      quantity: Amount | null;
      /**
       * Quantityeffect
       * @description at the prices of then: more or less consumed, begun, ended; null: no price known both then and now
       */
      quantityEffect: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * FamilyProduct
     * @description What one metric of one product costs; its `share` is of the family.
     */
    FamilyProduct: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Metric */
      metric: string | null;
      /**
       * Othereffect
       * @description what has no price, or whose domain is not published, then or now; null: nothing to compare
       */
      otherEffect: Amount | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Previousquantity */
      previousQuantity: Amount | null;
      /** Previousunitprice */
      previousUnitPrice: Amount | null;
      /**
       * Priceeffect
       * @description what the prices of now make of the quantities of now
       */
      priceEffect: Amount | null;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
      /** Quantity */
      quantity: Amount | null;
      /**
       * Quantityeffect
       * @description at the prices of then: more or less consumed, begun, ended; null: no price known both then and now
       */
      quantityEffect: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unitprice
       * @description null when unpriced or not the same throughout
       */
      unitPrice: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * Fault
     * @description One thing that is wrong with a request.
     */
    Fault: {
      /**
       * At
       * @description parameter, or path in the body
       */
      at: string;
      /** Message */
      message: string;
    };
    /**
     * Finding
     * @description Where an entity's referential is not the official one.
     */
    Finding: {
      /**
       * Check
       * @enum {string}
       */
      check:
        | 'missing'
        | 'extra'
        | 'moved'
        | 'renamed'
        | 'retired_but_used'
        | 'mode_mismatch'
        | 'currency_mismatch'
        | 'not_valued';
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Exchangeid
       * Format: uuid
       */
      exchangeId: string;
      /** Expected */
      expected: string | null;
      /**
       * Facts
       * @description rows of the exchange that it touches
       */
      facts: number;
      /** Found */
      found: string | null;
      /** Keyid */
      keyId: string;
      /**
       * Kind
       * @enum {string}
       */
      kind:
        | 'domain'
        | 'family'
        | 'product'
        | 'application'
        | 'metric'
        | 'pricing_view';
      /** Label */
      label: string | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Severity
       * @enum {string}
       */
      severity: 'blocking' | 'warning';
      /**
       * Status
       * @enum {string}
       */
      status:
        | 'RECEIVING'
        | 'LOADED'
        | 'PUBLISHED'
        | 'REFUSED'
        | 'SUPERSEDED'
        | 'FAILED'
        | 'ABANDONED';
    };
    /**
     * FindingCounts
     * @description Findings of all exchanges listed, whatever was filtered.
     */
    FindingCounts: {
      /** Blocking */
      blocking: number;
      /** Warning */
      warning: number;
    };
    /**
     * Forecast
     * @description What the month and its year will have cost in the end, of what can be known.
     */
    Forecast: {
      /** Month */
      month: Amount | null;
      /** Year */
      year: Amount | null;
    };
    /**
     * GroupAnomaliesAnswer
     * @description Anomalies of the months asked for.
     */
    GroupAnomaliesAnswer: {
      /** Data */
      data: components['schemas']['GroupAnomaly'][];
      meta: components['schemas']['GroupAnomaliesMeta'];
    };
    /**
     * GroupAnomaliesMeta
     * @description Anomalies are of all environments: `environment` is always null.
     */
    GroupAnomaliesMeta: {
      /** Asof */
      asOf: string | null;
      /**
       * Complete
       * @description something is published, and nothing that is expected is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /**
       * Entities
       * @description the filter; empty: all entities
       */
      entities: string[];
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /** Missing */
      missing: components['schemas']['MissingMonth'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['GroupAnomalyTotal'];
    };
    /**
     * GroupAnomaly
     * @description An application's month in one entity that costs unlike the months before it.
     */
    GroupAnomaly: {
      /**
       * Anomalyid
       * Format: uuid
       */
      anomalyId: string;
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /**
       * Cost
       * Format: decimal
       * @example 1843221.407312
       */
      cost: Amount;
      /**
       * Deviation
       * Format: decimal
       * @description cost less expected
       * @example 1843221.407312
       */
      deviation: Amount;
      /**
       * Deviationpercent
       * @description of expected; null where that is 0
       */
      deviationPercent: Amount | null;
      /**
       * Direction
       * @enum {string}
       */
      direction: 'high' | 'low';
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Expected
       * Format: decimal
       * @example 1843221.407312
       */
      expected: Amount;
      /**
       * Expectedhigh
       * Format: decimal
       * @example 1843221.407312
       */
      expectedHigh: Amount;
      /**
       * Expectedlow
       * Format: decimal
       * @example 1843221.407312
       */
      expectedLow: Amount;
      /**
       * Explainedby
       * @description what deviates most
       */
      explainedBy: components['schemas']['Explanation'][];
      /**
       * Firstseen
       * Format: date-time
       */
      firstSeen: string;
      /**
       * Historymonths
       * @description how many months the expectation comes from
       */
      historyMonths: number;
      /** Owner */
      owner: string | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Reserved */
      reserved: boolean;
      /**
       * Score
       * Format: decimal
       * @description deviation in robust standard deviations
       * @example 1843221.407312
       */
      score: Amount;
    };
    /**
     * GroupAnomalyTotal
     * @description Over everything that the filters let through, whatever page is shown.
     */
    GroupAnomalyTotal: {
      /** Anomalies */
      anomalies: number;
      /**
       * Deviation
       * Format: decimal
       * @example 1843221.407312
       */
      deviation: Amount;
      /** High */
      high: number;
      /** Low */
      low: number;
    };
    /**
     * GroupApplicationAnswer
     * @description One application.
     */
    GroupApplicationAnswer: {
      data: components['schemas']['GroupApplicationDetail'];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * GroupApplicationCost
     * @description An application over all entities. `official`: the release has it; else `<entity>/<key>`, an entity's own.
     */
    GroupApplicationCost: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /**
       * Entities
       * @description how many entities have a cost of it
       */
      entities: number;
      /** Official */
      official: boolean;
      /** Owner */
      owner: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupApplicationDetail
     * @description One application over all entities.
     */
    GroupApplicationDetail: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domains */
      domains: components['schemas']['DomainLine'][];
      /** Entities */
      entities: components['schemas']['EntityLine'][];
      /**
       * History
       * @description 13 months up to the last one asked for
       */
      history: components['schemas']['GroupPoint'][];
      /** Official */
      official: boolean;
      /** Owner */
      owner: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Products */
      products: components['schemas']['ProductLine'][];
      /** Reserved */
      reserved: boolean;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupApplicationsAnswer
     * @description Costs by application; `unallocated` is last.
     */
    GroupApplicationsAnswer: {
      /** Data */
      data: components['schemas']['GroupApplicationCost'][];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * GroupComparedMeta
     * @description With what the costs are compared with.
     */
    GroupComparedMeta: {
      /** Asof */
      asOf: string | null;
      /** @description null: nothing is published then or now */
      comparedWith: components['schemas']['GroupComparedWith'] | null;
      /**
       * Complete
       * @description something is published, and nothing that is expected is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /**
       * Entities
       * @description the filter; empty: all entities
       */
      entities: string[];
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /** Missing */
      missing: components['schemas']['MissingMonth'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['Total'];
    };
    /**
     * GroupComparedWith
     * @description The months that `previousCost` and `delta` are of, and what those lack.
     */
    GroupComparedWith: {
      /**
       * From
       * @example 2026-10
       */
      from: string;
      /** Missing */
      missing: components['schemas']['MissingMonth'][];
      /**
       * To
       * @example 2026-10
       */
      to: string;
    };
    /**
     * GroupDashboard
     * @description One month of the group at a glance.
     */
    GroupDashboard: {
      /**
       * Allocatedshare
       * @description part of the cost that has an application, from 0 to 1
       */
      allocatedShare: Amount | null;
      /**
       * Anomalies
       * @description how many, of all environments
       */
      anomalies: number;
      /**
       * Applications
       * @description the costliest
       */
      applications: components['schemas']['ApplicationLine'][];
      completeness: components['schemas']['CompletenessCounts'];
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domains */
      domains: components['schemas']['DomainLine'][];
      /** Entities */
      entities: components['schemas']['EntityLine'][];
      /**
       * History
       * @description 13 months up to this one
       */
      history: components['schemas']['GroupPoint'][];
      likeForLike: components['schemas']['LikeForLike'];
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Samemonthlastyear */
      sameMonthLastYear: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupDashboardAnswer
     * @description One month of the group at a glance.
     */
    GroupDashboardAnswer: {
      data: components['schemas']['GroupDashboard'];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * GroupDomainAnswer
     * @description One domain.
     */
    GroupDomainAnswer: {
      data: components['schemas']['GroupDomainDetail'];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * GroupDomainCost
     * @description A domain over all entities. `official`: the release has it; else `<entity>/<key>`, an entity's own.
     */
    GroupDomainCost: {
      /**
       * Allocatedshare
       * @description part of the cost that has an application, from 0 to 1
       */
      allocatedShare: Amount | null;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /**
       * Entities
       * @description how many entities have a cost of it
       */
      entities: number;
      /** Official */
      official: boolean;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Share */
      share: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupDomainDetail
     * @description One domain over all entities.
     */
    GroupDomainDetail: {
      /** Allocatedshare */
      allocatedShare: Amount | null;
      /**
       * Applications
       * @description the costliest
       */
      applications: components['schemas']['ApplicationLine'][];
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Entities */
      entities: components['schemas']['EntityLine'][];
      /**
       * History
       * @description 13 months up to the last one asked for
       */
      history: components['schemas']['GroupPoint'][];
      /** Indirectlabel */
      indirectLabel: string | null;
      /** Official */
      official: boolean;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupDomainsAnswer
     * @description Costs by domain.
     */
    GroupDomainsAnswer: {
      /** Data */
      data: components['schemas']['GroupDomainCost'][];
      meta: components['schemas']['GroupComparedMeta'];
    };
    /**
     * GroupHistoryAnswer
     * @description Series; `meta.total` covers also those beyond the limit, and compares with nothing.
     */
    GroupHistoryAnswer: {
      /** Data */
      data: components['schemas']['GroupSeries'][];
      meta: components['schemas']['GroupMeta'];
    };
    /**
     * GroupMeta
     * @description With what the costs add up to.
     */
    GroupMeta: {
      /** Asof */
      asOf: string | null;
      /**
       * Complete
       * @description something is published, and nothing that is expected is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /**
       * Entities
       * @description the filter; empty: all entities
       */
      entities: string[];
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /** Missing */
      missing: components['schemas']['MissingMonth'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['Total'];
    };
    /**
     * GroupPage
     * @description A page of something that is not costs.
     */
    GroupPage: {
      /** Asof */
      asOf: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      page: components['schemas']['Page'];
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
    };
    /**
     * GroupPoint
     * @description One month; cost null where there is no data, never 0.
     */
    GroupPoint: {
      /** Cost */
      cost: Amount | null;
      /**
       * Missing
       * @description entities of which the month is expected and missing, or not whole
       */
      missing: number;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Published
       * @description entities that published the month
       */
      published: number;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * GroupPricingViewsAnswer
     * @description The pricing views that can be asked for; the default is first.
     */
    GroupPricingViewsAnswer: {
      /** Data */
      data: components['schemas']['PricingView'][];
      meta: components['schemas']['GroupPublished'];
    };
    /**
     * GroupPublished
     * @description Which state of the group an answer shows. `runId`, `asOf`: of the latest publication of any entity.
     */
    GroupPublished: {
      /** Asof */
      asOf: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
    };
    /**
     * GroupRanked
     * @description One line; the keys of what is not ranked are null.
     */
    GroupRanked: {
      /** Applicationid */
      applicationId: string | null;
      /** Applicationlabel */
      applicationLabel: string | null;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /**
       * Entities
       * @description how many entities have a cost of it
       */
      entities: number;
      /** Entityid */
      entityId: string | null;
      /** Entitylabel */
      entityLabel: string | null;
      /** Owner */
      owner: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Rank
       * @description lines of one amount share it; null: unpriced or reserved
       */
      rank: number | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /**
       * Status
       * @description against the month compared with; null: nothing to compare
       */
      status: ('new' | 'continued' | 'ended' | 'unpriced') | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * GroupRanking
     * @description What was ranked, and how.
     */
    GroupRanking: {
      /**
       * Against
       * @enum {string}
       */
      against: 'previousMonth' | 'lastYear';
      /**
       * By
       * @enum {string}
       */
      by: 'application' | 'entity';
      /**
       * Order
       * @enum {string}
       */
      order: 'cost' | 'growth' | 'reduction';
      /**
       * Rows
       * @description of all pages
       */
      rows: number;
    };
    /**
     * GroupRankingMeta
     * @description `total` is of the whole month, whatever is listed.
     */
    GroupRankingMeta: {
      /** Asof */
      asOf: string | null;
      /** @description null: nothing is published then or now */
      comparedWith: components['schemas']['GroupComparedWith'] | null;
      /**
       * Complete
       * @description something is published, and nothing that is expected is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /**
       * Entities
       * @description the filter; empty: all entities
       */
      entities: string[];
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /**
       * Generation
       * @description rises with every publication of any entity, and with every release
       */
      generation: number;
      /** Missing */
      missing: components['schemas']['MissingMonth'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      ranking: components['schemas']['GroupRanking'];
      /**
       * Release
       * @description the official referential that counts; null: none was ever published
       */
      release: number | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['Total'];
    };
    /**
     * GroupRankingsAnswer
     * @description Ranked lines, then those without a rank; `unallocated` is last.
     */
    GroupRankingsAnswer: {
      /** Data */
      data: components['schemas']['GroupRanked'][];
      meta: components['schemas']['GroupRankingMeta'];
    };
    /**
     * GroupSeries
     * @description Costs month by month; the keys say of what, all null for the total.
     */
    GroupSeries: {
      /** Cost */
      cost: Amount | null;
      /** Domainid */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Domainmode */
      domainMode: ('DIRECT' | 'INDIRECT') | null;
      /** Entityid */
      entityId: string | null;
      /** Entitylabel */
      entityLabel: string | null;
      /** Points */
      points: components['schemas']['GroupPoint'][];
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * HistoryAnswer
     * @description Series; `meta.total` covers also those beyond the limit, and compares with nothing.
     */
    HistoryAnswer: {
      /** Data */
      data: components['schemas']['Series'][];
      meta: components['schemas']['CostMeta'];
    };
    /**
     * IngestionRun
     * @description One month of one entity as it was pushed, and what became of it.
     */
    IngestionRun: {
      /** Acceptedat */
      acceptedAt: string | null;
      /**
       * Begunat
       * Format: date-time
       */
      begunAt: string;
      /** Contractversion */
      contractVersion: number;
      /** Entitygeneration */
      entityGeneration: number;
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Entityrunid
       * Format: uuid
       * @description the entity's own run
       */
      entityRunId: string;
      /** Errorcode */
      errorCode: string | null;
      /** Errorsummary */
      errorSummary: string | null;
      /**
       * Exchangeid
       * Format: uuid
       */
      exchangeId: string;
      /** Generation */
      generation: number | null;
      /** Isclosed */
      isClosed: boolean;
      /**
       * Judgedby
       * @description the release that the group compared it with
       */
      judgedBy: number | null;
      /** Missing */
      missing: components['schemas']['MissingDomain'][];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Publishedat */
      publishedAt: string | null;
      /**
       * Release
       * @description the release that the entity compared itself with
       */
      release: number | null;
      /** Rows */
      rows: number;
      /**
       * Runid
       * @description the group's run that publishes it
       */
      runId: string | null;
      /** Sentby */
      sentBy: string;
      /** Statedcosts */
      statedCosts: components['schemas']['StatedCost'][];
      /**
       * Statedtotals
       * @description as the manifest has them
       */
      statedTotals: components['schemas']['MetricTotal'][];
      /**
       * Status
       * @enum {string}
       */
      status:
        | 'RECEIVING'
        | 'LOADED'
        | 'PUBLISHED'
        | 'REFUSED'
        | 'SUPERSEDED'
        | 'FAILED'
        | 'ABANDONED';
    };
    /**
     * IngestionRunsAnswer
     * @description Exchanges, the latest first.
     */
    IngestionRunsAnswer: {
      /** Data */
      data: components['schemas']['IngestionRun'][];
      meta: components['schemas']['GroupPage'];
    };
    /**
     * JudgedExchange
     * @description What is shown of an entity's month (PUBLISHED), or was REFUSED and nothing newer is shown.
     */
    JudgedExchange: {
      /** Blocking */
      blocking: number;
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /** Errorcode */
      errorCode: string | null;
      /** Errorsummary */
      errorSummary: string | null;
      /**
       * Exchangeid
       * Format: uuid
       */
      exchangeId: string;
      /**
       * Judgedby
       * @description the release that it was compared with
       */
      judgedBy: number | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Status
       * @enum {string}
       */
      status:
        | 'RECEIVING'
        | 'LOADED'
        | 'PUBLISHED'
        | 'REFUSED'
        | 'SUPERSEDED'
        | 'FAILED'
        | 'ABANDONED';
      /** Warning */
      warning: number;
    };
    /**
     * KeyQuantity
     * @description How much a key had that no alias knows. No key: relevés that name none (keyCount 0), or a long list's rest.
     */
    KeyQuantity: {
      /** Foreignkey */
      foreignKey: string | null;
      /** Keycount */
      keyCount: number;
      /**
       * Kind
       * @enum {string}
       */
      kind: 'application' | 'product';
      /**
       * Quantity
       * Format: decimal
       * @example 1843221.407312
       */
      quantity: Amount;
      /**
       * Rows
       * @description relevés
       */
      rows: number;
      /** Sourcesystem */
      sourceSystem: string;
    };
    /**
     * LackingDomain
     * @description A domain that an entity itself lacks, and since when.
     */
    LackingDomain: {
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /** Reason */
      reason: string | null;
      /** Since */
      since: string | null;
    };
    /**
     * LateAmount
     * @description By how much the sources' totals of one metric differ from what is published.
     */
    LateAmount: {
      /**
       * Delta
       * Format: decimal
       * @example 1843221.407312
       */
      delta: Amount;
      /** Metric */
      metric: string;
    };
    /**
     * LateData
     * @description What the source of a domain says of a closed month, beside what is published, for one metric.
     *
     *     Quantities of INDIRECT domains are raw weights. A delta of 0: the same amount, shared out otherwise.
     */
    LateData: {
      /**
       * Delta
       * Format: decimal
       * @example 1843221.407312
       */
      delta: Amount;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string | null;
      /**
       * Firstseen
       * Format: date-time
       */
      firstSeen: string;
      /**
       * Foundquantity
       * @description null: the source has nothing of it any more
       */
      foundQuantity: Amount | null;
      /** Foundrows */
      foundRows: number;
      /**
       * Landingid
       * @description the landing in the raw zone that says so
       */
      landingId: string | null;
      /**
       * Lastseen
       * Format: date-time
       */
      lastSeen: string;
      /** Metric */
      metric: string;
      /**
       * Publishedquantity
       * @description null: nothing of it is published
       */
      publishedQuantity: Amount | null;
      /**
       * Publishedrows
       * @description relevés; null: not known any more
       */
      publishedRows: number | null;
      /**
       * Runid
       * Format: uuid
       */
      runId: string;
      /** Unit */
      unit: string | null;
    };
    /**
     * LateDataAnswer
     * @description What came late for one month.
     */
    LateDataAnswer: {
      /** Data */
      data: components['schemas']['LateData'][];
      meta: components['schemas']['PublishedPage'];
    };
    /**
     * LikeForLike
     * @description Of those entities only whose months are there then and now: a month that has not come is no saving.
     */
    LikeForLike: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Entities */
      entities: number;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * Line
     * @description What one application costs in one domain, family or product.
     */
    Line: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Familyid */
      familyId: string | null;
      /** Familylabel */
      familyLabel: string | null;
      /** Metric */
      metric: string | null;
      /**
       * Othereffect
       * @description what has no price, or whose domain is not published, then or now; null: nothing to compare
       */
      otherEffect: Amount | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Priceeffect
       * @description what the prices of now make of the quantities of now
       */
      priceEffect: Amount | null;
      /** Productid */
      productId: string | null;
      /** Productlabel */
      productLabel: string | null;
      /** Quantity */
      quantity: Amount | null;
      /**
       * Quantityeffect
       * @description at the prices of then: more or less consumed, begun, ended; null: no price known both then and now
       */
      quantityEffect: Amount | null;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unitprice
       * @description products; null when unpriced or not the same throughout
       */
      unitPrice: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * LineageAnswer
     * @description The facts of a cost, with what brought and what values them.
     */
    LineageAnswer: {
      /** Data */
      data: components['schemas']['LineageFact'][];
      meta: components['schemas']['LineageMeta'];
    };
    /**
     * LineageCoefficient
     * @description The weight behind an INDIRECT quantity.
     */
    LineageCoefficient: {
      /** Method */
      method: string;
      /** Metric */
      metric: string;
      /**
       * Rawweight
       * Format: decimal
       * @example 1843221.407312
       */
      rawWeight: Amount;
      /** Source */
      source: string;
      /**
       * Weight
       * Format: decimal
       * @description its part of the domain, from 0 to 1
       * @example 1843221.407312
       */
      weight: Amount;
    };
    /**
     * LineageFact
     * @description One fact of a cost.
     */
    LineageFact: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string | null;
      /** @description INDIRECT only */
      coefficient: components['schemas']['LineageCoefficient'] | null;
      /**
       * Computedat
       * Format: date-time
       */
      computedAt: string;
      /**
       * Cost
       * @description null: no price, or a metric that the view does not value
       */
      cost: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Environment */
      environment: string;
      /** Familyid */
      familyId: string;
      /** Metric */
      metric: string;
      price: components['schemas']['LineagePrice'] | null;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string | null;
      /**
       * Quantity
       * Format: decimal
       * @example 1843221.407312
       */
      quantity: Amount;
      run: components['schemas']['LineageRun'];
      /** Source */
      source: string;
      /** @description null: not kept any more */
      step: components['schemas']['LineageStep'] | null;
      /** Unit */
      unit: string;
      /**
       * Valued
       * @description whether the view values the metric
       */
      valued: boolean;
    };
    /**
     * LineageMeta
     * @description What the facts are of.
     */
    LineageMeta: {
      /** Asof */
      asOf: string | null;
      /** Currency */
      currency: string | null;
      /** Generation */
      generation: number;
      page: components['schemas']['Page'];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Pricingview */
      pricingView: string | null;
      /** Runid */
      runId: string | null;
      total: components['schemas']['LineageTotal'];
    };
    /**
     * LineagePrice
     * @description The price that values a fact, and the line of the price list that it comes from.
     */
    LineagePrice: {
      /** Author */
      author: string;
      /**
       * Firstmonth
       * @description of the line
       */
      firstMonth: string | null;
      /**
       * Inforceat
       * Format: date-time
       */
      inForceAt: string;
      /**
       * Lastmonth
       * @description null: until a later line
       */
      lastMonth: string | null;
      /**
       * Pricedby
       * @description metric: the rate of a metric that is money
       * @enum {string}
       */
      pricedBy: 'product' | 'domain' | 'metric';
      /** Pricedkey */
      pricedKey: string;
      /**
       * Publishedat
       * Format: date-time
       */
      publishedAt: string;
      /** Reason */
      reason: string;
      /**
       * Unitprice
       * Format: decimal
       * @example 1843221.407312
       */
      unitPrice: Amount;
      /** Version */
      version: number;
    };
    /**
     * LineageRun
     * @description The run that brought a fact. All but its id is null when the run is not kept any more.
     */
    LineageRun: {
      /** Endedat */
      endedAt: string | null;
      /** Generation */
      generation: number | null;
      /** Gitsha */
      gitSha: string | null;
      /** Origin */
      origin: ('live' | 'raw') | null;
      /** Requestedby */
      requestedBy: string | null;
      /**
       * Runid
       * Format: uuid
       */
      runId: string;
      /** Startedat */
      startedAt: string | null;
      /** Status */
      status:
        | ('RUNNING' | 'SUCCESS' | 'FAILED' | 'SKIPPED' | 'CANCELLED')
        | null;
      /** Triggertype */
      triggerType: ('CRON' | 'MANUAL' | 'PRICES') | null;
      /** Version */
      version: string | null;
    };
    /**
     * LineageStep
     * @description The domain and month of that run, and the landing in the raw zone that its relevés were computed from.
     */
    LineageStep: {
      /**
       * Checksum
       * @description of the relevés
       */
      checksum: string;
      /** Configchecksum */
      configChecksum: string | null;
      /** Domainid */
      domainId: string;
      /** Endedat */
      endedAt: string | null;
      /** Ingestfunction */
      ingestFunction: string;
      /**
       * Landingid
       * @description null: derived from what other domains brought
       */
      landingId: string | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Records */
      records: number;
      /** Rejects */
      rejects: number;
      /** Rows */
      rows: number;
      /**
       * Settingsunchanged
       * @description whether the domain still has the settings of then
       */
      settingsUnchanged: boolean | null;
    };
    /**
     * LineageTotal
     * @description Over every fact that the filters let through. cost null: nothing of it has a price.
     */
    LineageTotal: {
      /** Cost */
      cost: Amount | null;
      /** Facts */
      facts: number;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * ListedFamily
     * @description What one family costs. `(none)`: the INDIRECT costs of one domain; `unmapped`: no product could be found.
     */
    ListedFamily: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Familyid */
      familyId: string;
      /** Familylabel */
      familyLabel: string;
      /** Metric */
      metric: string | null;
      /**
       * Othereffect
       * @description what has no price, or whose domain is not published, then or now; null: nothing to compare
       */
      otherEffect: Amount | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Priceeffect
       * @description what the prices of now make of the quantities of now
       */
      priceEffect: Amount | null;
      /** Quantity */
      quantity: Amount | null;
      /**
       * Quantityeffect
       * @description at the prices of then: more or less consumed, begun, ended; null: no price known both then and now
       */
      quantityEffect: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * ListedProduct
     * @description What one product costs, in the family that it is in now.
     */
    ListedProduct: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Familyid */
      familyId: string;
      /** Familylabel */
      familyLabel: string;
      /** Metric */
      metric: string | null;
      /**
       * Othereffect
       * @description what has no price, or whose domain is not published, then or now; null: nothing to compare
       */
      otherEffect: Amount | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /**
       * Priceeffect
       * @description what the prices of now make of the quantities of now
       */
      priceEffect: Amount | null;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
      /** Quantity */
      quantity: Amount | null;
      /**
       * Quantityeffect
       * @description at the prices of then: more or less consumed, begun, ended; null: no price known both then and now
       */
      quantityEffect: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unitprice
       * @description null when unpriced or not the same throughout
       */
      unitPrice: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * MappedAlias
     * @description An alias as it stands now; runs resolve it so from the next one on.
     */
    MappedAlias: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /** Foreignkey */
      foreignKey: string;
      /** Previousapplicationid */
      previousApplicationId: string | null;
      runAgain: components['schemas']['RunAgain'];
      /** Settledconflicts */
      settledConflicts: number;
      /** Sourcesystem */
      sourceSystem: string;
    };
    /**
     * MappedAliasAnswer
     * @description What a mapping is answered with.
     */
    MappedAliasAnswer: {
      data: components['schemas']['MappedAlias'];
    };
    /**
     * MappedProductAlias
     * @description An alias as it stands now; runs resolve it so from the next one on.
     */
    MappedProductAlias: {
      /** Foreignkey */
      foreignKey: string;
      /** Previousproductid */
      previousProductId: string | null;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
      runAgain: components['schemas']['RunAgain'];
      /** Sourcesystem */
      sourceSystem: string;
    };
    /**
     * MappedProductAliasAnswer
     * @description What a mapping is answered with.
     */
    MappedProductAliasAnswer: {
      data: components['schemas']['MappedProductAlias'];
    };
    /**
     * MetricQuantity
     * @description Quantities of different metrics are never added.
     */
    MetricQuantity: {
      /** Metric */
      metric: string;
      /**
       * Quantity
       * Format: decimal
       * @example 1843221.407312
       */
      quantity: Amount;
    };
    /**
     * MetricTotal
     * @description How much of a metric an exchange says it brings.
     */
    MetricTotal: {
      /** Metric */
      metric: string;
      /**
       * Quantity
       * Format: decimal
       * @example 1843221.407312
       */
      quantity: Amount;
    };
    /**
     * Missing
     * @description A domain's month that a run failed to bring, and since when.
     */
    Missing: {
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Reason */
      reason: string | null;
      /**
       * Since
       * Format: date-time
       */
      since: string;
    };
    /**
     * MissingDomain
     * @description A domain that an entity said it lacks.
     */
    MissingDomain: {
      /** Domainid */
      domainId: string;
      /** Reason */
      reason: string | null;
    };
    /**
     * MissingMonth
     * @description An entity's month that is expected and not there (`missing`), or not whole (`partial`, without `domains`).
     */
    MissingMonth: {
      /** Domains */
      domains: components['schemas']['LackingDomain'][];
      /** Entityid */
      entityId: string;
      /** Entitylabel */
      entityLabel: string;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Status
       * @enum {string}
       */
      status: 'missing' | 'partial';
    };
    /**
     * MonthChange
     * @description Of one month; `publishedCost`: what all of it costs in this view now.
     */
    MonthChange: {
      /** Costafter */
      costAfter: Amount | null;
      /** Costbefore */
      costBefore: Amount | null;
      /**
       * Delta
       * Format: decimal
       * @example 1843221.407312
       */
      delta: Amount;
      /** Newlypriced */
      newlyPriced: components['schemas']['MetricQuantity'][];
      /** Newlyunpriced */
      newlyUnpriced: components['schemas']['MetricQuantity'][];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Publishedcost */
      publishedCost: Amount | null;
    };
    /**
     * MonthCounts
     * @description Months by what came of them, whatever `status` was asked for.
     */
    MonthCounts: {
      /** Closed */
      closed: number;
      /** Expected */
      expected: number;
      /** Late */
      late: number;
      /** Partial */
      partial: number;
      /** Received */
      received: number;
    };
    /**
     * MonthPage
     * @description A page of one month. period null: nothing was ever published.
     */
    MonthPage: {
      /** Asof */
      asOf: string | null;
      /** Generation */
      generation: number;
      page: components['schemas']['Page'];
      /** Period */
      period: string | null;
      /** Runid */
      runId: string | null;
    };
    /**
     * MonthStanding
     * @description Budget and cost of the month; `forecast` is what it will have cost in the end.
     */
    MonthStanding: {
      /** Budget */
      budget: Amount | null;
      /** Cost */
      cost: Amount | null;
      /** Forecast */
      forecast: Amount | null;
      /**
       * Percent
       * @description cost in percent of the budget; null for a budget of 0 or null
       */
      percent: Amount | null;
      /**
       * Remaining
       * @description budget - cost; negative: over
       */
      remaining: Amount | null;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * Moved
     * @description A move that was accepted. pending: the months of `periods` are classified again by the run.
     */
    Moved: {
      /**
       * Announced
       * @description false: the broker did not answer, the watch tells it within minutes; null: applied
       */
      announced: boolean | null;
      /** Familyid */
      familyId: string;
      /**
       * Firstmonth
       * @example 2026-10
       */
      firstMonth: string;
      /** Moveid */
      moveId: number;
      /** Periods */
      periods: string[];
      /** Productid */
      productId: string;
      /**
       * Runid
       * @description null: no published month is touched, so it is applied
       */
      runId: string | null;
      /**
       * State
       * @enum {string}
       */
      state: 'applied' | 'pending';
    };
    /**
     * MovedAnswer
     * @description What a move is answered with.
     */
    MovedAnswer: {
      data: components['schemas']['Moved'];
    };
    /**
     * MoveRequest
     * @description The product is in this family from this month on, until a later move that is there already.
     */
    MoveRequest: {
      /** Familyid */
      familyId: string;
      /**
       * Firstmonth
       * @description earlier months keep their structure; at most a year ahead
       * @example 2026-10
       */
      firstMonth: string;
      /** Reason */
      reason: string;
    };
    /**
     * Page
     * @description `next` is the cursor of the page after, null on the last.
     */
    Page: {
      /** Limit */
      limit: number;
      /** Next */
      next: string | null;
    };
    /**
     * PagedVersionMeta
     * @description A page of it.
     */
    PagedVersionMeta: {
      /** Asof */
      asOf: string | null;
      /** Checksum */
      checksum: string;
      /** Currency */
      currency: string;
      /** Generation */
      generation: number;
      page: components['schemas']['Page'];
      /** Pricingview */
      pricingView: string;
      /** Runid */
      runId: string | null;
      /** Version */
      version: number;
    };
    /**
     * PeriodAnswer
     * @description One month.
     */
    PeriodAnswer: {
      data: components['schemas']['PeriodDetail'];
      meta: components['schemas']['Published'];
    };
    /**
     * PeriodDetail
     * @description One month with its closing checklist.
     */
    PeriodDetail: {
      /** Changedat */
      changedAt: string | null;
      /** Changedby */
      changedBy: string | null;
      checklist: components['schemas']['ClosingChecklist'];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Reason */
      reason: string | null;
      /**
       * Status
       * @enum {string}
       */
      status: 'OPEN' | 'CLOSED';
    };
    /**
     * PeriodsAnswer
     * @description Months, the newest first.
     */
    PeriodsAnswer: {
      /** Data */
      data: components['schemas']['AdminPeriod'][];
      meta: components['schemas']['PublishedPage'];
    };
    /**
     * PeriodState
     * @description How far a month is published; `domains` counts those with data.
     */
    PeriodState: {
      /** Asof */
      asOf: string | null;
      /** Complete */
      complete: boolean;
      /** Domains */
      domains: number;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Runid */
      runId: string | null;
      /**
       * Status
       * @enum {string}
       */
      status: 'OPEN' | 'CLOSED';
    };
    /**
     * Placement
     * @description The family of a product from a month on, until the next placement that is applied.
     */
    Placement: {
      /** Appliedat */
      appliedAt: string | null;
      /** Domainid */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Familyid */
      familyId: string;
      /** Familylabel */
      familyLabel: string;
      /**
       * Firstmonth
       * @example 2026-10
       */
      firstMonth: string;
      /**
       * Generation
       * @description which showed it first; null: nothing published was touched
       */
      generation: number | null;
      /**
       * Movedat
       * Format: date-time
       */
      movedAt: string;
      /** Movedby */
      movedBy: string;
      /** Moveid */
      moveId: number;
      /** Reason */
      reason: string;
      /** Refusal */
      refusal: string | null;
      /** Refusedat */
      refusedAt: string | null;
      /**
       * State
       * @enum {string}
       */
      state: 'applied' | 'pending' | 'refused';
    };
    /**
     * Placements
     * @description A product with every move of it, the latest first. None: it is in its family since ever.
     */
    Placements: {
      /**
       * Familyid
       * @description the last one, moves of months to come included
       */
      familyId: string;
      /** Placements */
      placements: components['schemas']['Placement'][];
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
    };
    /**
     * PlacementsAnswer
     * @description Where a product was, and is.
     */
    PlacementsAnswer: {
      data: components['schemas']['Placements'];
    };
    /**
     * Point
     * @description One month of a series; cost null where there is no data, never 0.
     */
    Point: {
      /**
       * Allocatedshare
       * @description part of the cost that has an application; only of the total and of domains, without other filters
       */
      allocatedShare: Amount | null;
      /** Cost */
      cost: Amount | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Published
       * @description the month (of a domain or family: of its domain) is published
       */
      published: boolean;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * Price
     * @description One price; neither product nor domain: the rate of a metric.
     */
    Price: {
      /** Domainid */
      domainId: string | null;
      /**
       * Firstmonth
       * @example 2026-10
       */
      firstMonth: string;
      /** Lastmonth */
      lastMonth: string | null;
      /** Metric */
      metric: string;
      /** Productid */
      productId: string | null;
      /**
       * Unitprice
       * Format: decimal
       * @example 1843221.407312
       */
      unitPrice: Amount;
    };
    /**
     * PriceChangesAnswer
     * @description The dry run of a publication.
     */
    PriceChangesAnswer: {
      data: components['schemas']['Changes'];
      meta: components['schemas']['VersionMeta'];
    };
    /**
     * PriceList
     * @description What a version values, and by how much: what `PUT .../draft` takes.
     */
    PriceList: {
      /** Metrics */
      metrics: string[];
      /** Prices */
      prices: components['schemas']['Price'][];
    };
    /**
     * PricePoint
     * @description One month; null where there is no data, or no price.
     */
    PricePoint: {
      /** Cost */
      cost: Amount | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /**
       * Published
       * @description the domain that it was in is published in that month
       */
      published: boolean;
      /** Quantity */
      quantity: Amount | null;
      /** Unitprice */
      unitPrice: Amount | null;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * PriceRequest
     * @description The price of a product, or of an INDIRECT domain; with neither, the rate of a metric. Both months count.
     */
    PriceRequest: {
      /**
       * Domainid
       * @default null
       */
      domainId?: string | null;
      /**
       * Firstmonth
       * @description YYYY-MM
       */
      firstMonth: string;
      /**
       * Lastmonth
       * @description YYYY-MM; null: until further notice
       * @default null
       */
      lastMonth?: string | null;
      /** Metric */
      metric: string;
      /**
       * Productid
       * @default null
       */
      productId?: string | null;
      /**
       * Unitprice
       * @description a text keeps every digit
       * @example 0.0500001
       */
      unitPrice: number | string;
    };
    /**
     * PricesDraftAnswer
     * @description What became of the body.
     */
    PricesDraftAnswer: {
      data: components['schemas']['Draft'];
    };
    /**
     * PriceSeries
     * @description Unit price and quantity of one metric over the 24 months up to the last one asked for.
     */
    PriceSeries: {
      /**
       * Domainid
       * @description of `(none)`: the INDIRECT domain
       */
      domainId: string | null;
      /** Metric */
      metric: string;
      /** Points */
      points: components['schemas']['PricePoint'][];
      /** Unit */
      unit: string;
    };
    /**
     * PricesPublicationAnswer
     * @description What was published.
     */
    PricesPublicationAnswer: {
      data: components['schemas']['Publication'];
    };
    /**
     * PricesVersion
     * @description One version. `pending`: published, and the months that it touches are not costed by it yet.
     */
    PricesVersion: {
      /** Author */
      author: string;
      /**
       * Generation
       * @description with which it came into force
       */
      generation: number | null;
      /** Inforceat */
      inForceAt: string | null;
      /** Publishedat */
      publishedAt: string | null;
      /** Reason */
      reason: string;
      /**
       * Refusal
       * @description why it never came into force
       */
      refusal: string | null;
      /** Refusedat */
      refusedAt: string | null;
      /**
       * State
       * @enum {string}
       */
      state: 'draft' | 'pending' | 'in_force' | 'superseded' | 'refused';
      /** Version */
      version: number;
    };
    /**
     * PricesVersionAnswer
     * @description One version.
     */
    PricesVersionAnswer: {
      data: components['schemas']['PriceList'];
      meta: components['schemas']['PagedVersionMeta'];
    };
    /**
     * PricingView
     * @description A way to value quantities, with its version in force.
     */
    PricingView: {
      /** Currency */
      currency: string;
      /** Isdefault */
      isDefault: boolean;
      /** Label */
      label: string;
      /** Metrics */
      metrics: string[];
      /** Pricingviewid */
      pricingViewId: string;
      /**
       * Publishedat
       * Format: date-time
       */
      publishedAt: string;
      /** Version */
      version: number;
    };
    /**
     * PricingViewsAnswer
     * @description The pricing views that can be asked for; the default is first.
     */
    PricingViewsAnswer: {
      /** Data */
      data: components['schemas']['PricingView'][];
      meta: components['schemas']['Published'];
    };
    /**
     * ProblemDocument
     * @description RFC 9457; `type` tells programs what happened.
     */
    ProblemDocument: {
      /** Detail */
      detail: string;
      /**
       * Errors
       * @default null
       */
      errors?: components['schemas']['Fault'][] | null;
      /**
       * Runid
       * @description 409: the run that is under way
       * @default null
       */
      runId?: string | null;
      /** Status */
      status: number;
      /** Title */
      title: string;
      /**
       * Type
       * @example urn:rosetta-finops:problem:bad-parameter
       */
      type: string;
    };
    /**
     * Product
     * @description One product.
     */
    Product: {
      /**
       * Applications
       * @description the first `limit` of them; all: /applications?product=
       */
      applications: components['schemas']['ApplicationCost'][];
      /** @description null: no application has a cost above 0 */
      concentration: components['schemas']['Concentration'] | null;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /**
       * Domainid
       * @description where it is now; null for what is in any domain
       */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Domainmode */
      domainMode: ('DIRECT' | 'INDIRECT') | null;
      /** Environments */
      environments: components['schemas']['EnvironmentCost'][];
      /** Familyid */
      familyId: string;
      /** Familylabel */
      familyLabel: string;
      /** Metric */
      metric: string | null;
      /**
       * Othereffect
       * @description what has no price, or whose domain is not published, then or now; null: nothing to compare
       */
      otherEffect: Amount | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Previousquantity */
      previousQuantity: Amount | null;
      /** Previousunitprice */
      previousUnitPrice: Amount | null;
      /**
       * Priceeffect
       * @description what the prices of now make of the quantities of now
       */
      priceEffect: Amount | null;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
      /**
       * Quantities
       * @description null with an application filter
       */
      quantities: components['schemas']['Quantity'][] | null;
      /** Quantity */
      quantity: Amount | null;
      /**
       * Quantityeffect
       * @description at the prices of then: more or less consumed, begun, ended; null: no price known both then and now
       */
      quantityEffect: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Retiredat */
      retiredAt: string | null;
      /** Series */
      series: components['schemas']['PriceSeries'][];
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unitprice
       * @description null when unpriced or not the same throughout
       */
      unitPrice: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * ProductAlias
     * @description What a source calls a product.
     */
    ProductAlias: {
      /**
       * Domainid
       * @description null: of `unmapped`
       */
      domainId: string | null;
      /** Familyid */
      familyId: string;
      /** Foreignkey */
      foreignKey: string;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
      /** Sourcesystem */
      sourceSystem: string;
    };
    /**
     * ProductAliasesAnswer
     * @description What sources call products, in the order of their keys.
     */
    ProductAliasesAnswer: {
      /** Data */
      data: components['schemas']['ProductAlias'][];
      meta: components['schemas']['PublishedPage'];
    };
    /**
     * ProductAliasRequest
     * @description Map what a source calls a product.
     */
    ProductAliasRequest: {
      /** Foreignkey */
      foreignKey: string;
      /** Productid */
      productId: string;
      /** Reason */
      reason: string;
      /**
       * Replaces
       * @description the product that the alias stands for now, if for another
       * @default null
       */
      replaces?: string | null;
      /** Sourcesystem */
      sourceSystem: string;
    };
    /**
     * ProductAnswer
     * @description One product.
     */
    ProductAnswer: {
      data: components['schemas']['Product'];
      meta: components['schemas']['ComparedMeta'];
    };
    /**
     * ProductLine
     * @description What one product costs. `(none)`: INDIRECT costs; `unmapped`: no product could be found.
     */
    ProductLine: {
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /** Familyid */
      familyId: string;
      /** Familylabel */
      familyLabel: string;
      /** Metric */
      metric: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
      /**
       * Quantity
       * @description null: of several metrics, which are never added
       */
      quantity: Amount | null;
      /** Share */
      share: Amount | null;
      /** Unit */
      unit: string | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * ProductsAnswer
     * @description Costs by product; `unmapped` is last.
     */
    ProductsAnswer: {
      /** Data */
      data: components['schemas']['ListedProduct'][];
      meta: components['schemas']['ComparedMeta'];
    };
    /**
     * Publication
     * @description A version that will be in force when its run has costed the months that it touches.
     */
    Publication: {
      /**
       * Announced
       * @description false: the event sink did not answer, the watch sends the event again
       */
      announced: boolean;
      /** Periods */
      periods: string[];
      /** Pricingview */
      pricingView: string;
      /**
       * Runid
       * Format: uuid
       */
      runId: string;
      /** Version */
      version: number;
    };
    /**
     * PublicationRequest
     * @description Publish a draft: from then on it cannot change.
     */
    PublicationRequest: {
      /**
       * Checksum
       * @description of the draft that was looked at: another one is refused
       * @default null
       */
      checksum?: string | null;
      /** Reason */
      reason: string;
      /**
       * Restaterates
       * @description change rates of months before this one all the same
       * @default false
       */
      restateRates?: boolean;
    };
    /**
     * Published
     * @description Which publication an answer shows. Generation 0, no run: nothing was ever published.
     */
    Published: {
      /** Asof */
      asOf: string | null;
      /** Generation */
      generation: number;
      /** Runid */
      runId: string | null;
    };
    /**
     * PublishedMonth
     * @description One month. period null: nothing was ever published.
     */
    PublishedMonth: {
      /** Asof */
      asOf: string | null;
      /** Generation */
      generation: number;
      /** Period */
      period: string | null;
      /** Runid */
      runId: string | null;
    };
    /**
     * PublishedPage
     * @description A page of something that is not costs.
     */
    PublishedPage: {
      /** Asof */
      asOf: string | null;
      /** Generation */
      generation: number;
      page: components['schemas']['Page'];
      /** Runid */
      runId: string | null;
    };
    /**
     * PublishedRelease
     * @description What was published, or would have been.
     */
    PublishedRelease: {
      /**
       * Changes
       * @description against the release before; lists in which nothing changes are left out
       */
      changes: components['schemas']['ReleaseChange'][];
      /** Checksum */
      checksum: string;
      /** Dryrun */
      dryRun: boolean;
      /**
       * Publishedat
       * @description null: a dry run
       */
      publishedAt: string | null;
      /** Version */
      version: number;
    };
    /**
     * PublishedReleaseAnswer
     * @description No `meta`: what readers see now they ask for.
     */
    PublishedReleaseAnswer: {
      data: components['schemas']['PublishedRelease'];
    };
    /**
     * Quality
     * @description How complete the relevés of one metric were, before any alias was looked up.
     */
    Quality: {
      /** Metric */
      metric: string;
      /** Rows */
      rows: number;
      withoutApplication: components['schemas']['Without'];
      withoutEnvironment: components['schemas']['Without'];
      withoutProduct: components['schemas']['Without'];
    };
    /**
     * Quantity
     * @description How much was consumed of one metric, whether or not the pricing view values it.
     */
    Quantity: {
      /** Facts */
      facts: number;
      /** Labelen */
      labelEn: string;
      /** Labelfr */
      labelFr: string;
      /** Metric */
      metric: string;
      /** Previousquantity */
      previousQuantity: Amount | null;
      /**
       * Quantity
       * Format: decimal
       * @example 1843221.407312
       */
      quantity: Amount;
      /**
       * Unallocatedquantity
       * Format: decimal
       * @example 1843221.407312
       */
      unallocatedQuantity: Amount;
      /** Unit */
      unit: string;
      /**
       * Unmappedquantity
       * Format: decimal
       * @example 1843221.407312
       */
      unmappedQuantity: Amount;
      /** Valued */
      valued: boolean;
    };
    /**
     * QuantityChange
     * @description What would become of one metric.
     */
    QuantityChange: {
      /**
       * After
       * Format: decimal
       * @example 1843221.407312
       */
      after: Amount;
      /**
       * Before
       * Format: decimal
       * @example 1843221.407312
       */
      before: Amount;
      /**
       * Delta
       * Format: decimal
       * @example 1843221.407312
       */
      delta: Amount;
      /** Metric */
      metric: string;
    };
    /**
     * Ranked
     * @description One line; the keys of what is not ranked are null. `previousCost` is of the month compared with.
     */
    Ranked: {
      /** Applicationid */
      applicationId: string | null;
      /** Applicationlabel */
      applicationLabel: string | null;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Domainmode */
      domainMode: ('DIRECT' | 'INDIRECT') | null;
      /** Familyid */
      familyId: string | null;
      /** Familylabel */
      familyLabel: string | null;
      /** Owner */
      owner: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Productid */
      productId: string | null;
      /** Productlabel */
      productLabel: string | null;
      /**
       * Rank
       * @description lines of one amount share it; null: unpriced, new (in growth) or reserved
       */
      rank: number | null;
      /** Reserved */
      reserved: boolean;
      /**
       * Share
       * @description part of the month's total
       */
      share: Amount | null;
      /**
       * Status
       * @description against the month compared with; null: nothing to compare
       */
      status: ('new' | 'continued' | 'ended' | 'unpriced') | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * Ranking
     * @description What was ranked, and how.
     */
    Ranking: {
      /**
       * Against
       * @enum {string}
       */
      against: 'previousMonth' | 'lastYear';
      /**
       * Belowthreshold
       * @description rows that the threshold left out
       */
      belowThreshold: number;
      /**
       * By
       * @enum {string}
       */
      by: 'application' | 'domain' | 'family' | 'product';
      /**
       * Comparedwith
       * @description null: that month is not published, so nothing grew or shrank
       */
      comparedWith: string | null;
      /**
       * Order
       * @enum {string}
       */
      order: 'cost' | 'growth' | 'reduction';
      /**
       * Rows
       * @description of all pages
       */
      rows: number;
      /**
       * Threshold
       * Format: decimal
       * @example 1843221.407312
       */
      threshold: Amount;
    };
    /**
     * RankingMeta
     * @description `total` is of the whole month, whatever is listed; its `previousCost` of the month compared with.
     */
    RankingMeta: {
      /** Asof */
      asOf: string | null;
      /**
       * Complete
       * @description published, and no domain is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /** Generation */
      generation: number;
      /** Missing */
      missing: components['schemas']['Missing'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      ranking: components['schemas']['Ranking'];
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['Total'];
    };
    /**
     * RankingsAnswer
     * @description Ranked lines, then those without a rank; `unallocated` and `unmapped` are last.
     */
    RankingsAnswer: {
      /** Data */
      data: components['schemas']['Ranked'][];
      meta: components['schemas']['RankingMeta'];
    };
    /**
     * RateChange
     * @description A rate in force of a past month; `after` null: the draft has none.
     */
    RateChange: {
      /** After */
      after: Amount | null;
      /**
       * Before
       * Format: decimal
       * @example 1843221.407312
       */
      before: Amount;
      /** Metric */
      metric: string;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
    };
    /**
     * RateChanges
     * @description How many, and the first hundred.
     */
    RateChanges: {
      /** Count */
      count: number;
      /** First */
      first: components['schemas']['RateChange'][];
    };
    /**
     * Reconciliation
     * @description I1 for one metric: source = allocated + unallocated + rejected, exactly.
     */
    Reconciliation: {
      /**
       * Allocated
       * @description null until the step is loaded
       */
      allocated: Amount | null;
      /** Balanced */
      balanced: boolean;
      /** Metric */
      metric: string;
      /**
       * Rejected
       * Format: decimal
       * @example 1843221.407312
       */
      rejected: Amount;
      /**
       * Releves
       * Format: decimal
       * @example 1843221.407312
       */
      releves: Amount;
      /**
       * Source
       * Format: decimal
       * @example 1843221.407312
       */
      source: Amount;
      /** Unallocated */
      unallocated: Amount | null;
      /**
       * Unmapped
       * @description of no known product; counted in the two before as well
       */
      unmapped: Amount | null;
    };
    /**
     * ReferentialApplication
     * @description An application.
     */
    ReferentialApplication: {
      /** Applicationid */
      applicationId: string;
      /** Applicationlabel */
      applicationLabel: string;
      /**
       * Fedby
       * @description the source whose feed names it; null: no feed does
       */
      fedBy: string | null;
      /** Owner */
      owner: string | null;
      /** Reserved */
      reserved: boolean;
      /** Retiredat */
      retiredAt: string | null;
    };
    /**
     * ReferentialApplicationsAnswer
     * @description Applications, in the order of their ids.
     */
    ReferentialApplicationsAnswer: {
      /** Data */
      data: components['schemas']['ReferentialApplication'][];
      meta: components['schemas']['PublishedPage'];
    };
    /**
     * ReferentialFamiliesAnswer
     * @description Families, in the order of their ids.
     */
    ReferentialFamiliesAnswer: {
      /** Data */
      data: components['schemas']['ReferentialFamily'][];
      meta: components['schemas']['PublishedPage'];
    };
    /**
     * ReferentialFamily
     * @description A family. No domain: it is `unmapped`.
     */
    ReferentialFamily: {
      /** Domainid */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Familyid */
      familyId: string;
      /** Familylabel */
      familyLabel: string;
      /** Reserved */
      reserved: boolean;
      /** Retiredat */
      retiredAt: string | null;
    };
    /**
     * ReferentialProduct
     * @description A product, in the family that it is in last; its placements tell the others.
     */
    ReferentialProduct: {
      /** Domainid */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Familyid */
      familyId: string;
      /** Familylabel */
      familyLabel: string;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
      /** Reserved */
      reserved: boolean;
      /** Retiredat */
      retiredAt: string | null;
    };
    /**
     * ReferentialProductsAnswer
     * @description Products, in the order of their ids.
     */
    ReferentialProductsAnswer: {
      /** Data */
      data: components['schemas']['ReferentialProduct'][];
      meta: components['schemas']['PublishedPage'];
    };
    /**
     * RejectReason
     * @description How many records were refused for one reason.
     */
    RejectReason: {
      /** Count */
      count: number;
      /** Reason */
      reason: string;
    };
    /**
     * Release
     * @description A version of the official referential.
     */
    Release: {
      /**
       * Checksum
       * @description SHA-256 of the document as canonical JSON
       */
      checksum: string;
      /**
       * Islatest
       * @description it is what counts
       */
      isLatest: boolean;
      /**
       * Publishedat
       * Format: date-time
       */
      publishedAt: string;
      /** Publishedby */
      publishedBy: string;
      /** Reason */
      reason: string;
      /** Version */
      version: number;
    };
    /**
     * ReleaseAnswer
     * @description One release.
     */
    ReleaseAnswer: {
      data: components['schemas']['ReleaseDetail'];
      meta: components['schemas']['GroupPublished'];
    };
    /**
     * ReleaseChange
     * @description How many items of one list are new, other ones, or gone, and the first of their keys.
     */
    ReleaseChange: {
      /** Added */
      added: number;
      /** Addedkeys */
      addedKeys: string[];
      /** Changed */
      changed: number;
      /** Changedkeys */
      changedKeys: string[];
      /** Removed */
      removed: number;
      /** Removedkeys */
      removedKeys: string[];
      /** Section */
      section: string;
    };
    /**
     * ReleaseDetail
     * @description With what it says.
     */
    ReleaseDetail: {
      /**
       * Checksum
       * @description SHA-256 of the document as canonical JSON
       */
      checksum: string;
      /**
       * Document
       * @description a group release, as docs/group.md has it
       */
      document: {
        [key: string]: unknown;
      };
      /**
       * Islatest
       * @description it is what counts
       */
      isLatest: boolean;
      /**
       * Publishedat
       * Format: date-time
       */
      publishedAt: string;
      /** Publishedby */
      publishedBy: string;
      /** Reason */
      reason: string;
      /** Version */
      version: number;
    };
    /**
     * ReleaseRequest
     * @description Publish a release.
     */
    ReleaseRequest: {
      /** Reason */
      reason: string;
      /**
       * Release
       * @description a group release, as docs/group.md has it: its names are snake_case
       */
      release: {
        [key: string]: unknown;
      };
    };
    /**
     * ReleasesAnswer
     * @description Releases, the latest first.
     */
    ReleasesAnswer: {
      /** Data */
      data: components['schemas']['Release'][];
      meta: components['schemas']['GroupPublished'];
    };
    /**
     * ReopeningRequest
     * @description Reopen the last closed month.
     */
    ReopeningRequest: {
      /** Reason */
      reason: string;
    };
    /**
     * Requested
     * @description The run that will be started; follow it at the answer's Location.
     */
    Requested: {
      /**
       * Eventid
       * Format: uuid
       */
      eventId: string;
      /**
       * Runid
       * Format: uuid
       */
      runId: string;
      /**
       * Status
       * @constant
       */
      status: 'REQUESTED';
    };
    /**
     * RequestedAnswer
     * @description What a request for a run is answered with.
     */
    RequestedAnswer: {
      data: components['schemas']['Requested'];
    };
    /**
     * ResumptionRequest
     * @description Go on with a failed run. Without a reason the new run has that of the failed one.
     */
    ResumptionRequest: {
      /**
       * Reason
       * @default null
       */
      reason?: string | null;
    };
    /**
     * RetirementRequest
     * @description Take a pricing view out of use, for good.
     */
    RetirementRequest: {
      /** Reason */
      reason: string;
    };
    /**
     * Run
     * @description One run.
     */
    Run: {
      /** Domains */
      domains: string[];
      /** Dryrun */
      dryRun: boolean;
      /** Endedat */
      endedAt: string | null;
      /** Errorcode */
      errorCode: string | null;
      /** Errorscount */
      errorsCount: number;
      /** Errorstep */
      errorStep: string | null;
      /** Errorsummary */
      errorSummary: string | null;
      /** Force */
      force: boolean;
      /** Generation */
      generation: number | null;
      /**
       * Origin
       * @enum {string}
       */
      origin: 'live' | 'raw';
      /** Periods */
      periods: string[];
      /** Phase */
      phase: ('STAGING' | 'LOADED' | 'PUBLISHED') | null;
      /** Reason */
      reason: string | null;
      /** Recordsinserted */
      recordsInserted: number;
      /**
       * Requestedat
       * Format: date-time
       */
      requestedAt: string;
      /** Requestedby */
      requestedBy: string | null;
      /**
       * Runid
       * Format: uuid
       */
      runId: string;
      /** Startedat */
      startedAt: string | null;
      /**
       * Status
       * @enum {string}
       */
      status:
        | 'REQUESTED'
        | 'RUNNING'
        | 'SUCCESS'
        | 'FAILED'
        | 'SKIPPED'
        | 'CANCELLED';
      /**
       * Stepsended
       * @description staged, missing or failed; what follows is in `phase`
       */
      stepsEnded: number;
      /**
       * Stepsplanned
       * @description 0: it has not begun, or it is the run of a change that reads no source
       */
      stepsPlanned: number;
      /**
       * Triggertype
       * @enum {string}
       */
      triggerType: 'CRON' | 'MANUAL' | 'PRICES';
      /** Version */
      version: string | null;
    };
    /**
     * RunAgain
     * @description The open months that a mapping would change, as `POST admin/runs` takes them. Empty lists: there are none.
     */
    RunAgain: {
      /** Domains */
      domains: string[];
      /** Periods */
      periods: string[];
    };
    /**
     * RunAnswer
     * @description One run.
     */
    RunAnswer: {
      data: components['schemas']['RunReport'];
      meta: components['schemas']['Published'];
    };
    /**
     * RunReport
     * @description One run with its steps. REQUESTED: asked for, and not begun by any function yet.
     */
    RunReport: {
      /**
       * Changes
       * @description what a dry run says would change; null: none, or not over
       */
      changes: components['schemas']['DryRunChange'][] | null;
      /** Deadlineat */
      deadlineAt: string | null;
      /** Domains */
      domains: string[];
      /** Dryrun */
      dryRun: boolean;
      /** Endedat */
      endedAt: string | null;
      /** Errorcode */
      errorCode: string | null;
      /** Errorscount */
      errorsCount: number;
      /** Errorstep */
      errorStep: string | null;
      /** Errorsummary */
      errorSummary: string | null;
      /** Force */
      force: boolean;
      /** Generation */
      generation: number | null;
      /** Gitsha */
      gitSha: string | null;
      /**
       * Origin
       * @enum {string}
       */
      origin: 'live' | 'raw';
      /** Periods */
      periods: string[];
      /** Phase */
      phase: ('STAGING' | 'LOADED' | 'PUBLISHED') | null;
      /** Reason */
      reason: string | null;
      /** Recordsinserted */
      recordsInserted: number;
      /**
       * Report
       * @description what the functions noted; of a dry run also what would have no price
       */
      report: unknown;
      /**
       * Requestedat
       * Format: date-time
       */
      requestedAt: string;
      /** Requestedby */
      requestedBy: string | null;
      /**
       * Resumedby
       * @description the run that adopted what this failed one had staged
       */
      resumedBy: string | null;
      /**
       * Resumes
       * @description the failed run whose staged steps this one was to adopt
       */
      resumes: string | null;
      /**
       * Runid
       * Format: uuid
       */
      runId: string;
      /** Seconds */
      seconds: Amount | null;
      /** Startedat */
      startedAt: string | null;
      /**
       * Status
       * @enum {string}
       */
      status:
        | 'REQUESTED'
        | 'RUNNING'
        | 'SUCCESS'
        | 'FAILED'
        | 'SKIPPED'
        | 'CANCELLED';
      /** Steps */
      steps: components['schemas']['RunStep'][];
      /**
       * Stepsended
       * @description staged, missing or failed; what follows is in `phase`
       */
      stepsEnded: number;
      /**
       * Stepsplanned
       * @description 0: it has not begun, or it is the run of a change that reads no source
       */
      stepsPlanned: number;
      /**
       * Triggertype
       * @enum {string}
       */
      triggerType: 'CRON' | 'MANUAL' | 'PRICES';
      /** Version */
      version: string | null;
    };
    /**
     * RunRequest
     * @description Run these months and domains again. Empty lists: the months a night would run, and every enabled domain.
     */
    RunRequest: {
      /**
       * Domains
       * @default []
       */
      domains?: string[];
      /**
       * Dryrun
       * @description only report what would change
       * @default false
       */
      dryRun?: boolean;
      /**
       * Force
       * @description publish even a replacement implausibly smaller; needs a reason
       * @default false
       */
      force?: boolean;
      /**
       * Origin
       * @description raw: compute again from what was landed
       * @default live
       * @enum {string}
       */
      origin?: 'live' | 'raw';
      /**
       * Periods
       * @default []
       */
      periods?: string[];
      /**
       * Reason
       * @default null
       */
      reason?: string | null;
    };
    /**
     * RunsAnswer
     * @description Runs, the latest first.
     */
    RunsAnswer: {
      /** Data */
      data: components['schemas']['Run'][];
      meta: components['schemas']['PublishedPage'];
    };
    /**
     * RunStep
     * @description One domain and month of a run.
     */
    RunStep: {
      /**
       * Adoptedfrom
       * @description the failed run that read the step; this one took it over
       */
      adoptedFrom: string | null;
      /** Attempts */
      attempts: number;
      /** Checksum */
      checksum: string;
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /** Endedat */
      endedAt: string | null;
      /** Error */
      error: string | null;
      /** Errorcode */
      errorCode: string | null;
      /**
       * Failurepolicy
       * @enum {string}
       */
      failurePolicy: 'strict' | 'tolerant';
      /** Ingestfunction */
      ingestFunction: string;
      /**
       * Islate
       * @description of a closed month: compared with what is published, never published
       */
      isLate: boolean;
      /** Landingid */
      landingId: string | null;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Quality */
      quality: components['schemas']['Quality'][];
      /** Reconciliation */
      reconciliation: components['schemas']['Reconciliation'][];
      /** Records */
      records: number;
      /** Rejectreasons */
      rejectReasons: components['schemas']['RejectReason'][];
      /** Rejects */
      rejects: number;
      /** Rows */
      rows: number;
      /** Seconds */
      seconds: Amount | null;
      /** Startedat */
      startedAt: string | null;
      /**
       * Status
       * @enum {string}
       */
      status: 'PLANNED' | 'STAGED' | 'MISSING' | 'FAILED';
    };
    /**
     * RunSummary
     * @description A run as every reader may see it.
     */
    RunSummary: {
      /** Endedat */
      endedAt: string | null;
      /** Errorcode */
      errorCode: string | null;
      /** Generation */
      generation: number | null;
      /** Periods */
      periods: string[];
      /**
       * Phase
       * @enum {string}
       */
      phase: 'STAGING' | 'LOADED' | 'PUBLISHED';
      /**
       * Runid
       * Format: uuid
       */
      runId: string;
      /**
       * Startedat
       * Format: date-time
       */
      startedAt: string;
      /**
       * Status
       * @enum {string}
       */
      status: 'RUNNING' | 'SUCCESS' | 'FAILED' | 'SKIPPED' | 'CANCELLED';
      /**
       * Triggertype
       * @enum {string}
       */
      triggerType: 'CRON' | 'MANUAL' | 'PRICES';
    };
    /**
     * Series
     * @description Costs month by month; the keys say of what, all null for the total.
     */
    Series: {
      /** Applicationid */
      applicationId: string | null;
      /** Applicationlabel */
      applicationLabel: string | null;
      /** Cost */
      cost: Amount | null;
      /** Domainid */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Domainmode */
      domainMode: ('DIRECT' | 'INDIRECT') | null;
      /** Familyid */
      familyId: string | null;
      /** Familylabel */
      familyLabel: string | null;
      /** Points */
      points: components['schemas']['Point'][];
      /** Productid */
      productId: string | null;
      /** Productlabel */
      productLabel: string | null;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * ShownExchange
     * @description The exchange that an entity's figures of the last month asked for come from.
     */
    ShownExchange: {
      /** Blocking */
      blocking: number;
      /** Entitygeneration */
      entityGeneration: number;
      /**
       * Exchangeid
       * Format: uuid
       */
      exchangeId: string;
      /** Isclosed */
      isClosed: boolean;
      /**
       * Judgedby
       * @description the release that the group compared it with
       */
      judgedBy: number | null;
      /** Publishedat */
      publishedAt: string | null;
      /**
       * Release
       * @description the release that the entity compared itself with
       */
      release: number | null;
      /** Warning */
      warning: number;
    };
    /**
     * StatedCost
     * @description What an exchange says its month costs in a pricing view.
     */
    StatedCost: {
      /**
       * Cost
       * Format: decimal
       * @example 1843221.407312
       */
      cost: Amount;
      /** Pricingview */
      pricingView: string;
    };
    /**
     * Status
     * @description Freshness and completeness. `complete` and `missing` are of the latest published month.
     */
    Status: {
      /** Complete */
      complete: boolean;
      /** Domains */
      domains: components['schemas']['DomainState'][];
      /** Entityid */
      entityId: string;
      /** Gitsha */
      gitSha: string | null;
      lastRun: components['schemas']['RunSummary'] | null;
      lastSuccess: components['schemas']['RunSummary'] | null;
      /** Latestperiod */
      latestPeriod: string | null;
      /** Missing */
      missing: components['schemas']['Missing'][];
      /** Periods */
      periods: components['schemas']['PeriodState'][];
      runningRun: components['schemas']['RunSummary'] | null;
      /** Version */
      version: string;
    };
    /**
     * StatusAnswer
     * @description What is published, since when, and how the last runs ended.
     */
    StatusAnswer: {
      data: components['schemas']['Status'];
      meta: components['schemas']['Published'];
    };
    /**
     * ToDateStanding
     * @description From the first month of the year to this one: the months that have a budget.
     */
    ToDateStanding: {
      /** Budget */
      budget: Amount | null;
      /** Cost */
      cost: Amount | null;
      /** Months */
      months: number;
      /**
       * Monthswithoutdata
       * @description of `months`; their cost is not known, so not in `cost`
       */
      monthsWithoutData: number;
      /** Percent */
      percent: Amount | null;
      /** Remaining */
      remaining: Amount | null;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * TopLine
     * @description One of the costliest.
     */
    TopLine: {
      /** Applicationid */
      applicationId: string | null;
      /** Applicationlabel */
      applicationLabel: string | null;
      /** Cost */
      cost: Amount | null;
      /** Delta */
      delta: Amount | null;
      /**
       * Deltapercent
       * @description null: new, or from zero
       */
      deltaPercent: Amount | null;
      /** Domainid */
      domainId: string | null;
      /** Domainlabel */
      domainLabel: string | null;
      /** Domainmode */
      domainMode: ('DIRECT' | 'INDIRECT') | null;
      /** Familyid */
      familyId: string | null;
      /** Familylabel */
      familyLabel: string | null;
      /**
       * Previouscost
       * @description null: nothing then
       */
      previousCost: Amount | null;
      /** Reserved */
      reserved: boolean;
      /** Share */
      share: Amount | null;
      /**
       * Unpricedrows
       * @description rows that no price values; their cost is not in `cost`
       */
      unpricedRows: number;
    };
    /**
     * Total
     * @description Over everything that the filters let through, whatever page is shown. cost null: nothing of it has a price.
     */
    Total: {
      /** Cost */
      cost: Amount | null;
      /**
       * Previouscost
       * @description null: no comparison, one of the two is not published
       */
      previousCost: Amount | null;
      /** Unallocatedcost */
      unallocatedCost: Amount | null;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * TrendDomain
     * @description A domain's part of a month.
     */
    TrendDomain: {
      /** Cost */
      cost: Amount | null;
      /** Domainid */
      domainId: string;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * TrendPoint
     * @description One month; cost null where there is no data.
     */
    TrendPoint: {
      /** Cost */
      cost: Amount | null;
      /** Domains */
      domains: components['schemas']['TrendDomain'][];
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Published */
      published: boolean;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * Unallocated
     * @description What of one domain and metric found no application, or no product. Shares are from 0 to 1.
     */
    Unallocated: {
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Keys
       * @description the largest of each kind
       */
      keys: components['schemas']['KeyQuantity'][];
      /** Metric */
      metric: string;
      /**
       * Quantity
       * Format: decimal
       * @example 1843221.407312
       */
      quantity: Amount;
      /**
       * Unallocatedquantity
       * Format: decimal
       * @example 1843221.407312
       */
      unallocatedQuantity: Amount;
      /** Unallocatedshare */
      unallocatedShare: Amount | null;
      /** Unit */
      unit: string;
      /**
       * Unmappedquantity
       * Format: decimal
       * @example 1843221.407312
       */
      unmappedQuantity: Amount;
      /** Unmappedshare */
      unmappedShare: Amount | null;
    };
    /**
     * UnallocatedAnswer
     * @description What found no application or no product, where there is any.
     */
    UnallocatedAnswer: {
      /** Data */
      data: components['schemas']['Unallocated'][];
      meta: components['schemas']['PublishedMonth'];
    };
    /**
     * UnknownApplications
     * @description Ids that no application has.
     */
    UnknownApplications: {
      /** Count */
      count: number;
      /**
       * First
       * @description the first hundred of them
       */
      first: string[];
    };
    /**
     * UnknownKey
     * @description A key that no alias knows, with its domain and metric.
     */
    UnknownKey: {
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /** Foreignkey */
      foreignKey: string | null;
      /** Keycount */
      keyCount: number;
      /**
       * Kind
       * @enum {string}
       */
      kind: 'application' | 'product';
      /** Metric */
      metric: string;
      /**
       * Quantity
       * Format: decimal
       * @example 1843221.407312
       */
      quantity: Amount;
      /**
       * Rows
       * @description relevés
       */
      rows: number;
      /** Sourcesystem */
      sourceSystem: string;
      /** Unit */
      unit: string;
    };
    /**
     * UnknownKeysAnswer
     * @description Keys that no alias knows, the largest of each metric first.
     */
    UnknownKeysAnswer: {
      /** Data */
      data: components['schemas']['UnknownKey'][];
      meta: components['schemas']['MonthPage'];
    };
    /**
     * Unpriced
     * @description A quantity that the pricing view values and has no price for.
     */
    Unpriced: {
      /** Domainid */
      domainId: string;
      /** Domainlabel */
      domainLabel: string;
      /**
       * Domainmode
       * @enum {string}
       */
      domainMode: 'DIRECT' | 'INDIRECT';
      /** Environment */
      environment: string;
      /**
       * Facts
       * @description as counted by `unpricedRows` elsewhere
       */
      facts: number;
      /** Familyid */
      familyId: string;
      /** Familylabel */
      familyLabel: string;
      /** Metric */
      metric: string;
      /**
       * Period
       * @example 2026-10
       */
      period: string;
      /** Productid */
      productId: string;
      /** Productlabel */
      productLabel: string;
      /**
       * Quantity
       * Format: decimal
       * @example 1843221.407312
       */
      quantity: Amount;
      /**
       * Unallocatedquantity
       * Format: decimal
       * @example 1843221.407312
       */
      unallocatedQuantity: Amount;
      /** Unit */
      unit: string;
    };
    /**
     * UnpricedAnswer
     * @description What has no price: the latest month first, and in it what stands in most facts.
     */
    UnpricedAnswer: {
      /** Data */
      data: components['schemas']['Unpriced'][];
      meta: components['schemas']['UnpricedMeta'];
    };
    /**
     * UnpricedMeta
     * @description `total` is of what the filters let through, priced or not: its cost is what is known of it.
     */
    UnpricedMeta: {
      /** Asof */
      asOf: string | null;
      /**
       * Complete
       * @description published, and no domain is missing
       */
      complete: boolean;
      /** Currency */
      currency: string | null;
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /** Generation */
      generation: number;
      /** Missing */
      missing: components['schemas']['Missing'][];
      page: components['schemas']['Page'] | null;
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Pricingview */
      pricingView: string | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      total: components['schemas']['Total'];
      /**
       * Unpriced
       * @description by metric, whatever the page
       */
      unpriced: components['schemas']['UnpricedTotal'][];
    };
    /**
     * UnpricedTotal
     * @description All quantities of one metric that have no price.
     */
    UnpricedTotal: {
      /** Facts */
      facts: number;
      /** Metric */
      metric: string;
      /**
       * Products
       * @description products, or INDIRECT domains, that lack a price
       */
      products: number;
      /**
       * Quantity
       * Format: decimal
       * @example 1843221.407312
       */
      quantity: Amount;
      /** Unit */
      unit: string;
    };
    /**
     * ValuedMetrics
     * @description Metrics that the draft values and the version in force does not, and the other way round.
     */
    ValuedMetrics: {
      /** Added */
      added: string[];
      /** Removed */
      removed: string[];
    };
    /**
     * VersionMeta
     * @description Which version of which view.
     */
    VersionMeta: {
      /** Asof */
      asOf: string | null;
      /** Checksum */
      checksum: string;
      /** Currency */
      currency: string;
      /** Generation */
      generation: number;
      /** Pricingview */
      pricingView: string;
      /** Runid */
      runId: string | null;
      /** Version */
      version: number;
    };
    /**
     * ViewComparisonAnswer
     * @description Pricing views side by side; months without data have no cost, `unallocated` and `unmapped` are last.
     */
    ViewComparisonAnswer: {
      /** Data */
      data: components['schemas']['ComparedViews'][];
      meta: components['schemas']['ViewComparisonMeta'];
    };
    /**
     * ViewComparisonMeta
     * @description What was compared; `runId` and `asOf` are the month's last, or the publication's for a range.
     */
    ViewComparisonMeta: {
      /** Asof */
      asOf: string | null;
      /**
       * Complete
       * @description published, and no domain is missing
       */
      complete: boolean;
      /** Environment */
      environment: string | null;
      /** From */
      from: string | null;
      /** Generation */
      generation: number;
      /** Missing */
      missing: components['schemas']['Missing'][];
      page: components['schemas']['Page'];
      /**
       * Period
       * @description null when a range was asked for
       */
      period: string | null;
      /** Runid */
      runId: string | null;
      /** To */
      to: string | null;
      /**
       * Totals
       * @description over everything that the filters let through, whatever page is shown
       */
      totals: components['schemas']['ViewCost'][];
    };
    /**
     * ViewCost
     * @description What something costs in one pricing view.
     */
    ViewCost: {
      /**
       * Cost
       * @description null: the view values nothing of it, or has no price for it
       */
      cost: Amount | null;
      /** Currency */
      currency: string;
      /**
       * Difference
       * @description to the first view; null: that is this one, has another currency, or one of the two is unknown
       */
      difference: Amount | null;
      /** Differencepercent */
      differencePercent: Amount | null;
      /** Pricingview */
      pricingView: string;
      /** Unpricedrows */
      unpricedRows: number;
    };
    /**
     * ViewRequest
     * @description A pricing view as it shall be, whole. Its currency stays once a version of it is published.
     */
    ViewRequest: {
      /** Currency */
      currency: string;
      /**
       * Isdefault
       * @description the view of whoever asks for none; there is one
       * @default false
       */
      isDefault?: boolean;
      /** Label */
      label: string;
      /** Reason */
      reason: string;
    };
    /**
     * Without
     * @description How many relevés lack something, and their shares, from 0 to 1; of quantities without their signs.
     */
    Without: {
      /** Quantityshare */
      quantityShare: Amount | null;
      /** Rows */
      rows: number;
      /** Rowshare */
      rowShare: Amount | null;
    };
    /**
     * YearStanding
     * @description The whole year: the months that have a budget, and what they cost so far and in the end.
     */
    YearStanding: {
      /** Budget */
      budget: Amount | null;
      /** Cost */
      cost: Amount | null;
      /** Forecast */
      forecast: Amount | null;
      /** Forecastpercent */
      forecastPercent: Amount | null;
      /** Months */
      months: number;
      /** Percent */
      percent: Amount | null;
      /** Remaining */
      remaining: Amount | null;
      /** Unpricedrows */
      unpricedRows: number;
    };
  };
  responses: {
    /** @description A parameter or the body is wrong; says which */
    BadRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:bad-parameter",
         *       "title": "Bad Request",
         *       "status": 400,
         *       "detail": "period: a month is written YYYY-MM",
         *       "errors": [
         *         {
         *           "at": "period",
         *           "message": "a month is written YYYY-MM"
         *         }
         *       ]
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description Outdated cursor, another run is under way, or something stands against it; says what */
    Conflict: {
      headers: {
        /** @description seconds to wait before asking again */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:run-under-way",
         *       "title": "Conflict",
         *       "status": 409,
         *       "detail": "Outdated cursor, another run is under way, or something stands against it; says what",
         *       "errors": null,
         *       "runId": "6f0c9a4e-5b1d-5c3a-9d57-0f6c2c1b7a11"
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description The token's roles or entity do not allow it */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:forbidden",
         *       "title": "Forbidden",
         *       "status": 403,
         *       "detail": "The token's roles or entity do not allow it",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description Not to be had in that format */
    NotAcceptable: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:not-acceptable",
         *       "title": "Not Acceptable",
         *       "status": 406,
         *       "detail": "Not to be had in that format",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description There is no such thing */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:not-found",
         *       "title": "Not Found",
         *       "status": 404,
         *       "detail": "There is no such thing",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description The body is too large */
    RequestEntityTooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:request-entity-too-large",
         *       "title": "Request Entity Too Large",
         *       "status": 413,
         *       "detail": "The body is too large",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description The data mart or the event sink cannot be had now; see Retry-After */
    ServiceUnavailable: {
      headers: {
        /** @description seconds to wait before asking again */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:database-unavailable",
         *       "title": "Service Unavailable",
         *       "status": 503,
         *       "detail": "The data mart or the event sink cannot be had now; see Retry-After",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description No token, or one that is not valid here */
    Unauthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:unauthorized",
         *       "title": "Unauthorized",
         *       "status": 401,
         *       "detail": "No token, or one that is not valid here",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description The Idempotency-Key belongs to another request, or the database refuses a release; says why */
    UnprocessableEntity: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:unprocessable-entity",
         *       "title": "Unprocessable Entity",
         *       "status": 422,
         *       "detail": "The Idempotency-Key belongs to another request, or the database refuses a release; says why",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
    /** @description The body is of another type */
    UnsupportedMediaType: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:rosetta-finops:problem:unsupported-media-type",
         *       "title": "Unsupported Media Type",
         *       "status": 415,
         *       "detail": "The body is of another type",
         *       "errors": null
         *     }
         */
        'application/problem+json': components['schemas']['ProblemDocument'];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  post_group_admin_releases: {
    parameters: {
      query?: {
        /** @description only say what would change */
        dryRun?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "the CMDB was corrected",
         *       "release": {}
         *     }
         */
        'application/json': components['schemas']['ReleaseRequest'];
      };
    };
    responses: {
      /** @description Publish a release of the official referential */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublishedReleaseAnswer'];
        };
      };
    };
  };
  get_group_anomalies: {
    parameters: {
      query?: {
        /** @description only of these applications */
        application?: string[];
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description high: costs more than expected */
        direction?: 'high' | 'low';
        /** @description only these entities */
        entity?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description by magnitude, whatever the direction */
        sort?: 'deviation' | '-deviation' | 'score' | '-score';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Months of applications that cost unlike the months before */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupAnomaliesAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_applications: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only what these domains cost */
        domain?: string[];
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description part of the id or label */
        q?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs by application, over all entities */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupApplicationsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_applications_application: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path: {
        /** @description key of an application */
        application: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One application, by entity, domain and product */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupApplicationAnswer'];
        };
      };
    };
  };
  get_group_completeness: {
    parameters: {
      query?: {
        /** @description only these entities */
        entity?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description only months of this status */
        status?: 'expected' | 'late' | 'received' | 'partial' | 'closed';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Which months came of which entity, and which are late */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CompletenessAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_conformity: {
    parameters: {
      query?: {
        /** @description only findings of this check */
        check?:
          | 'missing'
          | 'extra'
          | 'moved'
          | 'renamed'
          | 'retired_but_used'
          | 'mode_mismatch'
          | 'currency_mismatch'
          | 'not_valued';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only these entities */
        entity?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description only keys of this kind */
        kind?:
          | 'domain'
          | 'family'
          | 'product'
          | 'application'
          | 'metric'
          | 'pricing_view';
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest that was judged */
        period?: string;
        /** @description only findings of this severity */
        severity?: 'blocking' | 'warning';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Where entities' referentials are not the official one */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConformityAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_dashboard: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One month of the group at a glance */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupDashboardAnswer'];
        };
      };
    };
  };
  get_group_domains: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs by domain, over all entities */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupDomainsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_domains_domain: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path: {
        /** @description key of a domain */
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One domain, by entity and application */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupDomainAnswer'];
        };
      };
    };
  };
  get_group_entities: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Entities beside each other */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntitiesAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_entities_entity: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path: {
        /** @description key of an entity */
        entity: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One entity: domains, applications, months, and the exchange that is shown */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EntityAnswer'];
        };
      };
    };
  };
  get_group_history: {
    parameters: {
      query?: {
        /** @description only these domains */
        domain?: string[];
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description what each series is of */
        groupBy?: 'total' | 'entity' | 'domain';
        /** @description how many series, the costliest first */
        limit?: number;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs month by month, as series */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupHistoryAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_ingestion_runs: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only these entities */
        entity?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description only of this month */
        period?: string;
        /** @description only those of this status */
        status?:
          | 'RECEIVING'
          | 'LOADED'
          | 'PUBLISHED'
          | 'REFUSED'
          | 'SUPERSEDED'
          | 'FAILED'
          | 'ABANDONED';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Exchanges and what became of them, the latest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IngestionRunsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who the token's holder is here, and their roles */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CallerAnswer'];
        };
      };
    };
  };
  get_group_pricing_views: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The pricing views that can be asked for */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupPricingViewsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_rankings: {
    parameters: {
      query?: {
        /** @description the month that costs are compared with */
        against?: 'previousMonth' | 'lastYear';
        /** @description what is ranked */
        by?: 'application' | 'entity';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only these entities */
        entity?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description how many at most */
        limit?: number;
        /** @description growth, reduction: by amount, against the other month */
        order?: 'cost' | 'growth' | 'reduction';
        /** @description default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Applications or entities by cost, growth or reduction */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupRankingsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_releases: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Releases of the official referential, the latest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReleasesAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_group_releases_version: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description number of a version; of prices also `draft` */
        version: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One release with its document */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReleaseAnswer'];
        };
      };
    };
  };
  post_admin_anomalies_anomaly_acknowledgement: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description `anomalyId` of an anomaly */
        anomaly: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "comment": "The archive of 2019 was restored for the auditors"
         *     }
         */
        'application/json': components['schemas']['AcknowledgementRequest'];
      };
    };
    responses: {
      /** @description Acknowledge an anomaly */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnomalyAnswer'];
        };
      };
    };
  };
  delete_admin_anomalies_anomaly_acknowledgement: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description `anomalyId` of an anomaly */
        anomaly: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Withdraw the acknowledgement of an anomaly */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnomalyAnswer'];
        };
      };
    };
  };
  get_admin_audit: {
    parameters: {
      query?: {
        /** @description only these: `period.closed`, `alias.mapped`, ... */
        action?: string[];
        /** @description only what this person did */
        actor?: string;
        /** @description `meta.page.next` of the page before */
        cursor?: number;
        /** @description a month, or a time with its zone */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description only what was done to this */
        target?: string;
        /** @description a month, all of it, or the time before which it was */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What admins did, the latest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_admin_budgets: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Versions of budgets, the latest of each pricing view first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BudgetVersionsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  put_admin_budgets_view: {
    parameters: {
      query?: {
        /** @description only say what would change */
        dryRun?: boolean;
        /** @description kept with the version; needed but for a dry run */
        reason?: string;
      };
      header?: never;
      path: {
        /** @description key of a pricing view */
        view: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "lines": [
         *         {
         *           "scope": "domain",
         *           "scopeId": "public_cloud",
         *           "month": "2026-10",
         *           "amount": 150000
         *         }
         *       ],
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['BudgetRequest'];
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': string;
        'text/csv': string;
      };
    };
    responses: {
      /** @description Publish the budgets of a pricing view, whole */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BudgetChangesAnswer'];
        };
      };
    };
  };
  get_admin_budgets_view_versions_version: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description number of a version; of prices also `draft` */
        version: string;
        /** @description key of a pricing view */
        view: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One version of budgets */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BudgetsAnswer'];
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': string;
          'text/csv': string;
        };
      };
    };
  };
  get_admin_connectors: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What each function can read, and the settings that this takes */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConnectorsAnswer'];
        };
      };
    };
  };
  get_admin_domains: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every domain as it is written, enabled or not */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AdminDomainsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_admin_domains_domain: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description key of a domain */
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One domain with its activation checklist */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AdminDomainAnswer'];
        };
      };
    };
  };
  put_admin_domains_domain: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description key of a domain */
        domain: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "domainLabel": "Public cloud",
         *       "domainMode": "DIRECT",
         *       "indirectMethodKey": null,
         *       "indirectLabel": null,
         *       "availableFrom": "2026-10",
         *       "failurePolicy": "strict",
         *       "ingestFunction": "ingest_native",
         *       "connector": "gitlab",
         *       "connectorConfig": {
         *         "url": "https://gitlab.example.com",
         *         "token": {
         *           "env": "GITLAB_TOKEN"
         *         }
         *       },
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['DomainRequest'];
      };
    };
    responses: {
      /** @description Create a domain, disabled, or change one */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AdminDomainAnswer'];
        };
      };
    };
  };
  post_admin_domains_domain_activation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description key of a domain */
        domain: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['ActivationRequest'];
      };
    };
    responses: {
      /** @description Enable a domain */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AdminDomainAnswer'];
        };
      };
    };
  };
  delete_admin_domains_domain_activation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description key of a domain */
        domain: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['DeactivationRequest'];
      };
    };
    responses: {
      /** @description Disable a domain */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AdminDomainAnswer'];
        };
      };
    };
  };
  get_admin_exports: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description how many at most */
        limit?: number;
        /** @description only those of this status */
        status?:
          | 'RECEIVING'
          | 'LOADED'
          | 'PUBLISHED'
          | 'REFUSED'
          | 'SUPERSEDED'
          | 'FAILED'
          | 'ABANDONED';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What the group has of each month, and what waits */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExportsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  post_admin_exports: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "periods": [
         *         "2026-10"
         *       ],
         *       "from": null,
         *       "to": null,
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['ExportRequest'];
      };
    };
    responses: {
      /** @description Send months to the group again */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExportRequestedAnswer'];
        };
      };
    };
  };
  get_admin_lineage: {
    parameters: {
      query: {
        /** @description only this application */
        application?: string;
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description where it is shown */
        domain?: string;
        /** @description only this environment */
        environment?: string;
        /** @description how many at most */
        limit?: number;
        /** @description only this metric */
        metric?: string;
        /** @description the month */
        period: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description `(none)`: INDIRECT costs */
        product?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The facts behind a cost, what brought and what values them */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LineageAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_admin_periods: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description how many at most */
        limit?: number;
        /** @description only those of this status */
        status?: 'OPEN' | 'CLOSED';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Months, open and closed */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PeriodsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_admin_periods_period: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description a month, YYYY-MM */
        period: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One month with its closing checklist */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PeriodAnswer'];
        };
      };
    };
  };
  post_admin_periods_period_closure: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description a month, YYYY-MM */
        period: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['ClosureRequest'];
      };
    };
    responses: {
      /** @description Close a month */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PeriodAnswer'];
        };
      };
    };
  };
  delete_admin_periods_period_closure: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description a month, YYYY-MM */
        period: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['ReopeningRequest'];
      };
    };
    responses: {
      /** @description Reopen the last closed month */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PeriodAnswer'];
        };
      };
    };
  };
  get_admin_periods_period_late_data: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description how many at most */
        limit?: number;
      };
      header?: never;
      path: {
        /** @description a month, YYYY-MM */
        period: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What sources say of a closed month that is not published */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LateDataAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_admin_pricing_views: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every pricing view with its versions */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AdminPricingViewsAnswer'];
        };
      };
    };
  };
  put_admin_pricing_views_view: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description key of a pricing view */
        view: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "label": "By contract",
         *       "currency": "EUR",
         *       "isDefault": false,
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['ViewRequest'];
      };
    };
    responses: {
      /** @description Create a pricing view, or change one */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AdminPricingViewAnswer'];
        };
      };
    };
  };
  delete_admin_pricing_views_view: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description key of a pricing view */
        view: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['RetirementRequest'];
      };
    };
    responses: {
      /** @description Retire a pricing view */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AdminPricingViewAnswer'];
        };
      };
    };
  };
  put_admin_pricing_views_view_draft: {
    parameters: {
      query?: {
        /** @description true: only check, store nothing */
        dryRun?: 'true' | 'false';
        /** @description kept in the audit log */
        reason?: string;
      };
      header?: never;
      path: {
        /** @description key of a pricing view */
        view: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "metrics": [
         *         "VCPU_HOURS"
         *       ],
         *       "prices": [
         *         {
         *           "productId": "s3_standard",
         *           "domainId": null,
         *           "metric": "VCPU_HOURS",
         *           "unitPrice": 0.05,
         *           "firstMonth": "2026-10",
         *           "lastMonth": null
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['DraftRequest'];
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': string;
        'text/csv': string;
      };
    };
    responses: {
      /** @description Replace the draft of a pricing view */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PricesDraftAnswer'];
        };
      };
    };
  };
  delete_admin_pricing_views_view_draft: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description key of a pricing view */
        view: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Delete the draft of a pricing view */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AdminPricingViewAnswer'];
        };
      };
    };
  };
  get_admin_pricing_views_view_draft_changes: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description key of a pricing view */
        view: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What publishing the draft would change */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PriceChangesAnswer'];
        };
      };
    };
  };
  post_admin_pricing_views_view_draft_publication: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description key of a pricing view */
        view: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "the CMDB was corrected",
         *       "checksum": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "restateRates": false
         *     }
         */
        'application/json': components['schemas']['PublicationRequest'];
      };
    };
    responses: {
      /** @description Publish the draft */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PricesPublicationAnswer'];
        };
      };
    };
  };
  get_admin_pricing_views_view_versions_version: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description how many at most */
        limit?: number;
      };
      header?: never;
      path: {
        /** @description number of a version; of prices also `draft` */
        version: string;
        /** @description key of a pricing view */
        view: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The prices of a version */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PricesVersionAnswer'];
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': string;
          'text/csv': string;
        };
      };
    };
  };
  get_admin_referential_aliases: {
    parameters: {
      query?: {
        /** @description only the aliases of this one */
        application?: string;
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description how many at most */
        limit?: number;
        /** @description part of a key or label */
        q?: string;
        /** @description only what this source says */
        sourceSystem?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What sources call applications */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AliasesAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  post_admin_referential_aliases: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "sourceSystem": "cmdb",
         *       "foreignKey": "CI0042",
         *       "applicationId": "payments",
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['AliasRequest'];
      };
    };
    responses: {
      /** @description Map what a source calls an application */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MappedAliasAnswer'];
        };
      };
    };
  };
  get_admin_referential_applications: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description how many at most */
        limit?: number;
        /** @description part of a key or label */
        q?: string;
        /** @description only those in this state */
        state?: 'inUse' | 'retired' | 'all';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every application */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReferentialApplicationsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_admin_referential_conflicts: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description how many at most */
        limit?: number;
        /** @description only those in this state */
        state?: 'open' | 'resolved' | 'all';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Aliases that two claim */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AliasConflictsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_admin_referential_families: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only those of this domain */
        domain?: string;
        /** @description how many at most */
        limit?: number;
        /** @description part of a key or label */
        q?: string;
        /** @description only those in this state */
        state?: 'inUse' | 'retired' | 'all';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every family */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReferentialFamiliesAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_admin_referential_product_aliases: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description how many at most */
        limit?: number;
        /** @description only the aliases of this one */
        product?: string;
        /** @description part of a key or label */
        q?: string;
        /** @description only what this source says */
        sourceSystem?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What sources call products */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProductAliasesAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  post_admin_referential_product_aliases: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "sourceSystem": "cmdb",
         *       "foreignKey": "CI0042",
         *       "productId": "s3_standard",
         *       "replaces": null,
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['ProductAliasRequest'];
      };
    };
    responses: {
      /** @description Map what a source calls a product */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MappedProductAliasAnswer'];
        };
      };
    };
  };
  get_admin_referential_products: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only those of this domain */
        domain?: string;
        /** @description only those of this family */
        family?: string;
        /** @description how many at most */
        limit?: number;
        /** @description part of a key or label */
        q?: string;
        /** @description only those in this state */
        state?: 'inUse' | 'retired' | 'all';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every product */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReferentialProductsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_admin_referential_products_product_placement: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description key of a product */
        product: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The families that a product was in, and is */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlacementsAnswer'];
        };
      };
    };
  };
  put_admin_referential_products_product_placement: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description key of a product */
        product: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "familyId": "object_storage",
         *       "firstMonth": "2026-10",
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['MoveRequest'];
      };
    };
    responses: {
      /** @description Move a product to another family from a month on */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MovedAnswer'];
        };
      };
    };
  };
  get_admin_referential_unknown_keys: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only these domains */
        domain?: string[];
        /** @description only keys of this kind */
        kind?: 'application' | 'product';
        /** @description how many at most */
        limit?: number;
        /** @description default: the latest published month */
        period?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Keys that no alias knows */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UnknownKeysAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_admin_runs: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description how many at most */
        limit?: number;
        /** @description only those of this status */
        status?: 'RUNNING' | 'SUCCESS' | 'FAILED' | 'SKIPPED' | 'CANCELLED';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Runs, the latest first */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RunsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  post_admin_runs: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "periods": [
         *         "2026-10"
         *       ],
         *       "domains": [
         *         "public_cloud"
         *       ],
         *       "dryRun": false,
         *       "force": false,
         *       "reason": "the CMDB was corrected",
         *       "origin": "live"
         *     }
         */
        'application/json': components['schemas']['RunRequest'];
      };
    };
    responses: {
      /** @description Ask for a run */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RequestedAnswer'];
        };
      };
    };
  };
  get_admin_runs_run: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description id of a run */
        run: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One run: steps and reconciliation */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RunAnswer'];
        };
      };
    };
  };
  post_admin_runs_run_cancellation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description id of a run */
        run: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['CancellationRequest'];
      };
    };
    responses: {
      /** @description Cancel a run that is under way */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RunAnswer'];
        };
      };
    };
  };
  post_admin_runs_run_resume: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description id of a run */
        run: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "the CMDB was corrected"
         *     }
         */
        'application/json': components['schemas']['ResumptionRequest'];
      };
    };
    responses: {
      /** @description Go on with a failed run, without reading again what it staged */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RequestedAnswer'];
        };
      };
    };
  };
  post_aggregate: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "pricingView": "actual",
         *       "from": null,
         *       "to": null,
         *       "period": "2026-10",
         *       "limit": 50,
         *       "cursor": "eyJnIjo0MTIsIm8iOjUwfQ",
         *       "environments": [
         *         "production"
         *       ],
         *       "domains": [
         *         "public_cloud"
         *       ],
         *       "families": [
         *         "object_storage"
         *       ],
         *       "products": [
         *         "s3_standard"
         *       ],
         *       "applications": [
         *         "payments"
         *       ],
         *       "dimensions": [
         *         "month"
         *       ],
         *       "sort": "-cost",
         *       "others": false
         *     }
         */
        'application/json': components['schemas']['AggregateRequest'];
      };
    };
    responses: {
      /** @description Costs by any set of dimensions */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AggregateAnswer'];
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': string;
          'text/csv': string;
        };
      };
    };
  };
  get_anomalies: {
    parameters: {
      query?: {
        /** @description only of these applications */
        application?: string[];
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description high: costs more than expected */
        direction?: 'high' | 'low';
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description by magnitude, whatever the direction */
        sort?: 'deviation' | '-deviation' | 'score' | '-score';
        /** @description open: nobody acknowledged it */
        state?: 'open' | 'acknowledged' | 'all';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Applications that cost unlike the months before */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnomaliesAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_applications: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these applications */
        application?: string[];
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only what these domains cost */
        domain?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description only what these families cost */
        family?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description only what these products cost */
        product?: string[];
        /** @description part of the id or label */
        q?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs by application */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApplicationsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_applications_application: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these applications */
        application?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path: {
        /** @description key of an application */
        application: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One application, by domain, family and product */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApplicationAnswer'];
        };
      };
    };
  };
  get_budgets_comparison: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description how many at most */
        limit?: number;
        /** @description default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description only budgets of this kind; default: all */
        scope?: 'entity' | 'domain' | 'family' | 'product' | 'application';
        /** @description only these, with a budget or without; needs `scope` */
        scopeId?: string[];
        /** @description scope: the entity first, applications last */
        sort?:
          | 'scope'
          | 'label'
          | '-label'
          | 'monthPercent'
          | '-monthPercent'
          | 'toDatePercent'
          | '-toDatePercent'
          | 'yearPercent'
          | '-yearPercent'
          | 'forecastPercent'
          | '-forecastPercent';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Budgets beside costs: the month, to date, the year with its forecast */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ComparisonAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_dashboard: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these applications */
        application?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description length of each top list */
        limit?: number;
        /** @description default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One month at a glance */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DashboardAnswer'];
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': string;
        };
      };
    };
  };
  get_domains: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these applications */
        application?: string[];
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs by domain */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DomainsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_domains_domain: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these applications */
        application?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path: {
        /** @description key of a domain */
        domain: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One domain, by family and application */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DomainAnswer'];
        };
      };
    };
  };
  get_export_focus: {
    parameters: {
      query?: {
        /** @description for links, which send no Accept; default: what Accept says */
        format?: 'csv' | 'parquet';
        /** @description default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description of FOCUS, the columns of which are given */
        version?: '1.2' | '1.0';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One month as a FOCUS dataset */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/vnd.apache.parquet': string;
          'text/csv': string;
        };
      };
    };
  };
  get_families: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these applications */
        application?: string[];
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only what these domains cost */
        domain?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description only what these families cost */
        family?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description part of the id or label */
        q?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs by family */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FamiliesAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_families_family: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these applications */
        application?: string[];
        /** @description only in these domains: for what stands for no family or product */
        domain?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path: {
        /** @description key of a family */
        family: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One family, by product and application */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FamilyAnswer'];
        };
      };
    };
  };
  get_history: {
    parameters: {
      query?: {
        /** @description only these applications */
        application?: string[];
        /** @description what each series is of */
        by?: 'total' | 'domain' | 'family' | 'product' | 'application';
        /** @description only these domains */
        domain?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description only these families */
        family?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many series, the costliest first */
        limit?: number;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description only these products */
        product?: string[];
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs month by month, as series */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HistoryAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Who the token's holder is here, and their roles */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CallerAnswer'];
        };
      };
    };
  };
  get_pricing_views: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The pricing views that can be asked for */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PricingViewsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_pricing_views_comparison: {
    parameters: {
      query: {
        /** @description only these applications */
        application?: string[];
        /** @description what a row is of */
        by?:
          | 'total'
          | 'month'
          | 'domain'
          | 'family'
          | 'product'
          | 'application';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description the views, in this order; differences are to the first */
        pricingView: string[];
        /** @description cost: of the first view; default: -cost, months from the first to the last */
        sort?: 'cost' | '-cost' | 'label' | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs in several pricing views, side by side */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ViewComparisonAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_products: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these applications */
        application?: string[];
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only what these domains cost */
        domain?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description only what these families cost */
        family?: string[];
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description part of the id or label */
        q?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Costs by product */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProductsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_products_product: {
    parameters: {
      query?: {
        /** @description previousMonth: as many months right before; lastYear: the same months a year earlier */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these applications */
        application?: string[];
        /** @description only in these domains: for what stands for no family or product */
        domain?: string[];
        /** @description only this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description length of the list of applications */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description order; `-` before it: descending */
        sort?:
          | 'cost'
          | '-cost'
          | 'previousCost'
          | '-previousCost'
          | 'delta'
          | '-delta'
          | 'deltaPercent'
          | '-deltaPercent'
          | 'label'
          | '-label';
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path: {
        /** @description key of a product */
        product: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One product, its price and who uses it */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProductAnswer'];
        };
      };
    };
  };
  get_rankings: {
    parameters: {
      query?: {
        /** @description the month that costs are compared with */
        against?: 'previousMonth' | 'lastYear';
        /** @description only these applications */
        application?: string[];
        /** @description what is ranked */
        by?: 'application' | 'domain' | 'family' | 'product';
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only this environment */
        environment?: string;
        /** @description how many at most */
        limit?: number;
        /** @description growth, reduction: by amount, against the other month */
        order?: 'cost' | 'growth' | 'reduction';
        /** @description default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description leaves out costs (growth, reduction: changes) of a smaller amount; default: 0 */
        threshold?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What costs most, grew most or shrank most */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RankingsAnswer'];
          'text/csv': string;
        };
      };
    };
  };
  get_status: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What is published, and how the last runs ended */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StatusAnswer'];
        };
      };
    };
  };
  get_unallocated: {
    parameters: {
      query?: {
        /** @description only these domains */
        domain?: string[];
        /** @description how many keys of each domain and metric */
        limit?: number;
        /** @description default: the latest published month */
        period?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What found no application or no product */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UnallocatedAnswer'];
        };
      };
    };
  };
  get_unpriced: {
    parameters: {
      query?: {
        /** @description `meta.page.next` of the page before */
        cursor?: string;
        /** @description only of these domains */
        domain?: string[];
        /** @description only of this environment */
        environment?: string;
        /** @description first month of a range; needs `to` */
        from?: string;
        /** @description how many at most */
        limit?: number;
        /** @description one month; default: the latest published month */
        period?: string;
        /** @description default: the default pricing view */
        pricingView?: string;
        /** @description last month of a range, at most 120 months; needs `from` */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Quantities that have no price */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UnpricedAnswer'];
          'text/csv': string;
        };
      };
    };
  };
}
