import Reporting
import Testing

@Suite struct TerminalTests {
    @Test(arguments: [
        (true, ["TERM": "xterm-256color"], true), (false, ["TERM": "xterm-256color"], false),
        (true, ["TERM": "xterm", "NO_COLOR": "1"], false), (true, ["TERM": "xterm", "NO_COLOR": ""], true),
        (true, ["TERM": "dumb"], false), (true, [:], false),
    ])
    func colourNeedsACapableTerminalAndNoObjection(
        isTerminal: Bool, environment: [String: String], isAllowed: Bool
    ) {
        #expect(Terminal.isColourAllowed(isTerminal: isTerminal, environment: environment) == isAllowed)
    }

    @Test func columnsInTheEnvironmentDecideTheWidth() {
        #expect(Terminal.width(of: -1, environment: ["COLUMNS": "123"]) == 123)
        #expect(Terminal.width(of: -1, environment: ["COLUMNS": "0"]) == nil)
        #expect(Terminal.width(of: -1, environment: ["COLUMNS": "wide"]) == nil)
        #expect(Terminal.width(of: -1, environment: [:]) == nil)
    }
}
