// A file of its own, because the page's policy lets no script stand in the page.
window.ui = SwaggerUIBundle({
  dom_id: "#swagger-ui",
  url: "openapi.json",
  validatorUrl: null, // it would be asked over the internet
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: -1, // each operation shows its own
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: false, // a token stays in this page's memory
});
