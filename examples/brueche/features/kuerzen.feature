# language: de
@kuerzen
Funktionalität: Kürzen
  Ein Bruch a/b bleibt dieselbe Zahl, wenn man a und b durch dieselbe Zahl teilt. Er ist vollständig
  gekürzt, wenn nur noch 1 beide teilt.

  Regel: Was zwei Zahlen teilt, teilt auch den Rest ihrer Division
    Den größten gemeinsamen Teiler findet man so: immer wieder mit Rest teilen, bis nichts übrig ist.
    # hint: Teile die größere Zahl durch die kleinere. Welche Zahlen teilen beide, und welche den Rest?
    #   Danach fragt ggt in kata/kuerzen.py.
    # hint: Aus dem Paar (a, b) wird (b, Rest von a durch b), bis die zweite Zahl 0 ist. Python
    #   schreibt den Rest mit einem Prozentzeichen.
    # hint: Eine Schleife, solange b nicht 0 ist; danach steht das Ergebnis in a. Das Vorzeichen zählt
    #   nicht.

    Beispiel: Schritt für Schritt
      Dann ist der größte gemeinsame Teiler
        | a  | b  | Teiler? | (Bemerkung)               |
        | 12 | 18 | 6       | (18, 12), (12, 6), (6, 0) |
        | 35 | 12 | 1       | nur 1 teilt beide         |
        | 7  | 0  | 7       | jede Zahl teilt 0         |
        | -8 | 12 | 4       |                           |
        | 60 | 48 | 12      |                           |

  Regel: Vollständig gekürzt heißt: Nur 1 teilt beide Zahlen, und unten steht kein Minus
    # hint: Durch welche Zahl teilst du oben und unten, damit nichts Gemeinsames bleibt? Die Antwort gibt
    #   kuerzen in kata/kuerzen.py.
    # hint: Teile beide durch den größten gemeinsamen Teiler. Ist die untere Zahl negativ, wechseln beide
    #   das Vorzeichen.
    # hint: Zwei ganzzahlige Divisionen durch denselben Teiler, dessen Vorzeichen das der unteren Zahl ist.

    Beispiel: Einige Brüche
      Dann ist der gekürzte Bruch
        | a   | b  | oben? | unten? | (Bemerkung)           |
        | 12  | 18 | 2     | 3      | beide durch 6         |
        | 3   | 4  | 3     | 4      | schon gekürzt         |
        | -10 | 4  | -5    | 2      |                       |
        | 6   | -9 | -2    | 3      | das Minus kommt hoch  |
        | 0   | 5  | 0     | 1      | nichts, auf eine Art  |

  Regel: Für alles, was ihre Docstrings erlauben, antworten beide wie beschrieben
    # hint: Sieh zuerst auf die Vorzeichen und auf 0: Was sagt der Docstring dazu?
    # hint: Der Rest einer Division kann negativ sein, der größte gemeinsame Teiler nicht.
    # hint: Das Ergebnis von ggt ist ein Betrag; das Vorzeichen gibt kuerzen erst danach.

    Beispiel: Mehr als Tabellen zeigen können
      Dann antworten diese Funktionen bei zufälligen Zahlen wie beschrieben
        | Funktion | antwortet? |
        | ggt      | richtig    |
        | kuerzen  | richtig    |
