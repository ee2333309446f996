import { defaultDarkTheme, defaultLightTheme, type RaThemeOptions } from 'react-admin';

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

interface Colours {
  base: RaThemeOptions;
  primary: string;
  onPrimary: string;
  accent: string;
  /** Of what is going on, and of what wants a look: dark or light enough to be read as words. */
  busy: string;
  warn: string;
  background: string;
  paper: string;
  line: string;
  quiet: string;
  bar: string;
}

/** One look in two lights: plain surfaces, thin lines, and the green of a bellhop's coat where one can act. */
function themeOf({
  base,
  primary,
  onPrimary,
  accent,
  busy,
  warn,
  background,
  paper,
  line,
  quiet,
  bar,
}: Colours): RaThemeOptions {
  return {
    ...base,
    palette: {
      ...base.palette,
      primary: { main: primary, contrastText: onPrimary },
      secondary: { main: accent },
      info: { main: busy },
      warning: { main: warn },
      background: { default: background, paper },
      divider: line,
      text: { ...base.palette?.text, secondary: quiet },
    },
    shape: { borderRadius: 10 },
    typography: {
      fontFamily: FONT,
      h5: { fontWeight: 650, fontSize: '1.35rem' },
      h6: { fontWeight: 650, fontSize: '1.05rem' },
      button: { textTransform: 'none', fontWeight: 600 },
    },
    sidebar: { width: 248, closedWidth: 56 },
    components: {
      ...base.components,
      // The sign in the bar that something is fetched has no name to be read by; what waits for it says so itself.
      RaLoadingIndicator: { defaultProps: { 'aria-hidden': true } as object },
      MuiAppBar: {
        defaultProps: { elevation: 0, variant: 'elevation' },
        styleOverrides: {
          colorSecondary: { backgroundColor: bar, color: '#ffffff', backgroundImage: 'none' },
        },
      },
      MuiPaper: { defaultProps: { variant: 'outlined' }, styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiMenu: { defaultProps: { slotProps: { paper: { variant: 'elevation', elevation: 6 } } } },
      MuiTextField: { defaultProps: { variant: 'outlined', size: 'small', margin: 'dense' } },
      MuiFormControl: { defaultProps: { variant: 'outlined', size: 'small', margin: 'dense' } },
      MuiAutocomplete: { defaultProps: { size: 'small' } },
      MuiButton: { defaultProps: { disableElevation: true } },
      MuiTableCell: {
        styleOverrides: {
          root: { borderColor: line },
          head: { fontWeight: 600, color: quiet, fontSize: '0.8rem' },
        },
      },
      RaMenuItemLink: {
        styleOverrides: {
          root: {
            margin: '1px 8px',
            borderRadius: 8,
            padding: '7px 10px',
            '&.RaMenuItemLink-active': { color: primary, backgroundColor: `${primary}1a`, fontWeight: 600 },
            '&.RaMenuItemLink-active .MuiSvgIcon-root': { color: primary },
          },
        },
      },
      // Deep enough for white words in either light; the colours that react-admin takes are too bright by night.
      RaNotification: {
        styleOverrides: {
          root: {
            '& .RaNotification-success': { backgroundColor: '#1f6f5b', color: '#ffffff' },
            '& .RaNotification-error': { backgroundColor: '#b3261e', color: '#ffffff' },
            '& .RaNotification-warning': { backgroundColor: '#8a5a00', color: '#ffffff' },
          },
        },
      },
      // What is wider than the screen is scrolled inside its card, and does not make the page wider.
      RaLayout: {
        styleOverrides: {
          root: {
            '&&': { minWidth: 0 },
            '& .RaLayout-appFrame': { marginTop: '56px' },
            '& .RaLayout-content': { minWidth: 0 },
          },
        },
      },
      RaShow: { styleOverrides: { root: { '& .RaShow-card': { minWidth: 0 } } } },
      RaToolbar: { styleOverrides: { root: { backgroundColor: 'transparent', borderTop: `1px solid ${line}` } } },
      // On narrow screens react-admin paints them like cards; they stand on the page here.
      RaTopToolbar: { styleOverrides: { root: { alignItems: 'center', '&&': { backgroundColor: 'transparent' } } } },
      RaListToolbar: { styleOverrides: { root: { '&&': { backgroundColor: 'transparent' } } } },
      RaDatagrid: {
        styleOverrides: {
          root: {
            '& .RaDatagrid-headerCell': { backgroundColor: 'transparent' },
            '& .RaDatagrid-clickableRow': { cursor: 'pointer' },
          },
        },
      },
    },
  };
}

export const lightTheme = themeOf({
  base: defaultLightTheme,
  primary: '#1f6f5b',
  onPrimary: '#ffffff',
  accent: '#8a5a00',
  busy: '#01658f',
  warn: '#a34700',
  background: '#f6f7f6',
  paper: '#ffffff',
  line: '#e1e5e2',
  quiet: '#55605a',
  bar: '#17342c',
});

export const darkTheme = themeOf({
  base: defaultDarkTheme,
  primary: '#7fd1b9',
  onPrimary: '#0c211b',
  accent: '#f2d59b',
  busy: '#4fc3f7',
  warn: '#ffb74d',
  background: '#101513',
  paper: '#171d1a',
  line: '#2b3530',
  quiet: '#a7b3ad',
  bar: '#0d1f1a',
});
