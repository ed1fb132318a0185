import ArchLanguage
import SourceText

/// A RegNet-like space in the language: per stage a width of 32, never falling, a kernel of 3 for the first convolution, and
/// up to 15 further ones of one of 3 kernels.
struct StagedSpace {
    var stages = 5

    var text: String {
        var lines = ["input 3x224x224", "with conv: nobias bn relu"]
        for stage in 1...stages {
            // At most five stages halve the map, spread evenly.
            let isHalving = stage == 1 || (stage - 1) * min(5, stages) / stages != (stage - 2) * min(5, stages) / stages
            let rule = stage > 1 ? " require w\(stage) >= w\(stage - 1);" : ""
            lines.append(
                "let w\(stage) = 16..512:16;\(rule) stage s\(stage) { conv 3|5|7 w\(stage)\(isHalving ? " /2" : ""); conv 3|5|7 w\(stage) x0..15 }"
            )
        }
        return (lines + ["gap; fc 1000"]).joined(separator: "\n") + "\n"
    }

    func space() throws -> DesignSpace {
        try DesignSpace(SourceFile(name: "\(stages) stages", text: text), name: "\(stages) stages")
    }
}
