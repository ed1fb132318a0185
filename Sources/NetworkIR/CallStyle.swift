/// How a PyTorch program calls an operator: some tools see only one way, and some count a module twice.
///
/// It changes no cost of ours. Modules are assumed; the text of a network whose source does otherwise (torchvision's
/// GoogLeNet calls `F.relu`) says so: `with relu: function`.
public enum CallStyle: String, Hashable, Sendable, CaseIterable {
    /// `nn.ReLU()`; for a sum or product the operators `+` and `*`.
    case module
    /// `F.relu(x)`, `F.interpolate(x, size=…)`, `torch.add(x, y)`.
    case function
    /// `x.mean([2, 3])`, `x.relu()`: no tool here counts it.
    case method
}
