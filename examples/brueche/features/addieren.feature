# language: de
@addieren
Funktionalität: Addieren
  Addieren kann man nur Teile einer Größe: Aus Hälften und Dritteln werden zuerst Sechstel.

  Regel: Auf einem gemeinsamen Nenner addiert man, was oben steht
    # hint: In welche Teile schneidest du 1/2 und 1/3, damit alle gleich groß sind? Das Ergebnis gibt
    #   addieren in kata/addieren.py, gekürzt.
    # hint: a/b + c/d = (a·d + c·b)/(b·d). Danach wird gekürzt.
    # hint: Jeder Zähler wird mit dem anderen Nenner multipliziert, und die Nenner miteinander.

    Beispiel: Einige Summen
      Dann ist die Summe
        | a  | b | c | d  | oben? | unten? | (Bemerkung)            |
        | 1  | 2 | 1 | 3  | 5     | 6      | 3 Sechstel, 2 Sechstel |
        | 1  | 4 | 1 | 4  | 1     | 2      | gekürzt                |
        | 2  | 3 | 3 | 4  | 17    | 12     | mehr als ein Ganzes    |
        | -1 | 2 | 1 | 2  | 0     | 1      |                        |
        | 1  | 6 | 3 | 10 | 7     | 15     |                        |
