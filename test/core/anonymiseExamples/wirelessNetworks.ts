import type { RuleExamples } from './examples';

export const wirelessNetworksExamples: RuleExamples = {
  'wireless-name': {
    examples: [
      'SSID: Bodega~39net',
      'WIFI_SSID=Fuchs~bau-Guest',
      '    SSID   : Elster~weg 8',
      'ssid="Elster~weg-8"',
      'const char* ssid = "Bodega~39net";',
      'WIFI_SSID: "Fuchs~bau 7"',
    ],
    counterExamples: [
      'ssid: string; bssid?: string',
      'ssid=config.wifi.ssid',
      'WIFI_SSID=WIFI_SSID',
      'ssid: optional',
      'ssid: "string"',
      'ssid = "my-ssid"',
      'the SSID is "hidden"',
      'ssid: "YOUR_SSID"',
    ],
  },
  'wireless-name-told': {
    examples: [
      'the Wi-Fi "Fuchs~bau 7" drops',
      'Guest Wi-Fi in the office: network "Garden~house-36", upstairs',
      'Das WLAN „Elster~weg-8“ ist langsam',
      'joined the Wi-Fi network Bodega~39net twice',
      'WLAN-Name: Fuchs~bau-Guest',
    ],
    counterExamples: [
      'set wifi: "enabled"',
      'Wi-Fi "Connection lost"',
      'WLAN "WPA2-Enterprise"',
      'Wi-Fi network WPA2-PSK',
      'the Wi-Fi network drops',
      'WLAN 802.11ax',
      'the wifi module exports "scan_networks()"',
    ],
  },
  'wireless-name-in-command': {
    examples: [
      'nmcli dev wifi connect Bodega~39net password x',
      'WIFI:T:WPA;S:Bodega~39net;P:x;;',
      'WiFi.begin("Fuchs~bau 7", pass);',
      'netsh wlan show profile "Elster~weg-8" key=clear',
      '<SSIDConfig><SSID><name>Bodega~39net</name>',
    ],
    counterExamples: [
      'WiFi.begin(ssid, password);',
      'nmcli dev wifi connect "$SSID"',
      'nmcli dev wifi list',
      'netsh wlan show profiles',
    ],
  },
};
