export interface Config {
  finops?: {
    /**
     * The endpoint of Backstage's proxy that leads to query_api.
     * @default /finops
     * @visibility frontend
     */
    proxyPath?: string;
  };
}
