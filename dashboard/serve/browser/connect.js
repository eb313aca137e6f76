// Say where the server is. Streamlit would look for it below the address of the page, ask it twice
// how it is, and only then connect: a page that is linked to would stay empty for that long.
window.__streamlit = {
  BACKEND_BASE_URL: location.origin + document.querySelector('meta[name="base"]').content,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};
